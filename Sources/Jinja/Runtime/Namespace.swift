internal import OrderedCollections

/// What `namespace(…)` makes: fields that can be set from inside loops.
final class Namespace {
  var fields: Value.Mapping

  init(_ fields: Value.Mapping) { self.fields = fields }
}
