internal import RWKVKernels

extension ProgramRun {
  /// The residual stream of some rows of a stretch.
  struct SelectedStream {
    let stream: ResidualStream
    /// Place of each row of the forest.
    fileprivate(set) var places: [Int: Int] = [:]
  }

  /// Applies the last layer of a program to a stretch, after which only some rows are read.
  ///
  /// - Parameter selected: Of `CutReading`.
  /// - Returns: The residual stream of those in the stretch.
  mutating func applyLast(
    _ application: LayerApplication, index: Int, of cut: CutReading, selected: [Int]
  ) -> SelectedStream {
    let layer = prepare(application, slot: nil)
    let columns = pass.model.shape.width
    var result = SelectedStream(
      stream: ResidualStream(
        rows: TiledRows(selected, in: stretch.blocks).rows.count, columns: columns,
        hasSource: space.stream.source.rows > 0))
    var start = 0
    for chunk in stretch.chunks {
      recur(layer, chunk)
      let (part, rows) = cut.selection(
        of: chunk, selected: selected, streamStart: start, largestBlock: space.chunks.largestBlock)
      let activations = Activations(rows: rows.rows.count, columns: columns)
      for (place, row) in rows.rows.enumerated() {
        guard let row else { continue }
        let own = row - chunk.rows.lowerBound
        result.places[row] = start + place
        result.stream.copyRow(start + place, from: space.stream, chunk.streamStart + own)
        activations.copyRow(place, from: space.activations, own)
      }
      finish(layer, part, activations, result.stream, before: layer.before.channelBefore)
      keep(part.kept, of: activations.channelNormed, in: layer.before.channelBefore)
      start += rows.rows.count
    }
    faults.record(space.stream.flags, of: stretch.chunks, application: index)
    for (row, place) in result.places { faults.record(result.stream.flags[place], row: row, application: index) }
    return result
  }

  /// Reads the rows of a stretch out through the final norm, placed in whole tiles.
  ///
  /// - Parameter selection: The residual stream where only some rows are left of it.
  func readout(
    program: Int, after applications: Int, of cut: CutReading, _ selection: SelectedStream? = nil
  ) -> ForwardPass.Readout {
    let rows = TiledRows(cut.rows, in: stretch.blocks).rows
    return readout(
      program: program, after: applications, selection?.stream ?? space.stream, rows: rows,
      places: rows.map { $0.flatMap(cut.place) }
    ) { [stretch] row in
      guard let place = selection.map({ $0.places[row] }) ?? stretch.place(of: row) else {
        preconditionFailure("row \(row) is read out and is in another stretch")
      }
      return place
    }
  }
}
