public import ArgumentParser
public import RWKVModel

extension Precision: ExpressibleByArgument {}
