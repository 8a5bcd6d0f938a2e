/// The one key of a manifest that every version has.
struct ManifestVersion: Decodable {
  let formatVersion: Int
}
