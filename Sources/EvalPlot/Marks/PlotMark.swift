/// Something that is drawn on a plot; the later ones lie on top.
public struct PlotMark: Sendable {
  let shape: any PlotShape

  init(_ shape: any PlotShape) { self.shape = shape }
}
