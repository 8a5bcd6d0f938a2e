/// What `keys()`, `values()` and `items()` of a dictionary give.
struct DictionaryView {
  /// `dict_keys`, `dict_values` or `dict_items`.
  let type: String
  let items: [Value]
}
