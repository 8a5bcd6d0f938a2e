"""Zips and tars, written field by field so that every field can be wrong while the checksums are right."""

import struct
import tarfile
import zlib


def entry(name, data, **fields):
    """An entry of a zip; `fields` are those of its directory (d_…), its local header (l_…), or `method`, `packed`."""
    return {
        "name": name.encode("utf-8", "surrogatepass") if isinstance(name, str) else name,
        "data": data,
        "fields": fields,
    }


def deflated(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def header(fields, prefix, defaults):
    return {key: fields.get(prefix + key, value) for key, value in defaults.items()}


def zip_file(entries, end=None, zip64=None, align=0):
    """A zip. `end` changes fields of the end record, `zip64` (a dict, if any) adds the records of zip64."""
    body, directory = bytearray(), bytearray()
    for item in entries:
        fields = item["fields"]
        packed = fields.get("packed", item["data"])
        defaults = {
            "version": 20,
            "flags": 0,
            "method": fields.get("method", 0),
            "time": 0,
            "date": 33,
            "crc": zlib.crc32(item["data"]),
            "packed": len(packed),
            "size": len(item["data"]),
        }
        padding = 0
        if align:
            padding = -(len(body) + 30 + len(item["name"])) % align
        local = header(fields, "l_", defaults)
        offset = len(body)
        body += (
            struct.pack(
                "<IHHHHHIIIHH",
                0x04034B50,
                *clipped(local),
                fields.get("l_name", len(item["name"])) & 0xFFFF,
                fields.get("l_extra", padding) & 0xFFFF
            )
            + item["name"]
            + b"\0" * padding
            + packed
        )
        central = header(fields, "d_", defaults)
        extra = fields.get("extra", b"")
        directory += (
            struct.pack(
                "<IHHHHHHIIIHHHHHII",
                0x02014B50,
                20,
                *clipped(central),
                fields.get("d_name", len(item["name"])) & 0xFFFF,
                fields.get("d_extra", len(extra)) & 0xFFFF,
                0,
                0,
                0,
                0,
                fields.get("d_offset", offset) & 0xFFFFFFFF
            )
            + item["name"]
            + extra
        )
    tail = b""
    if zip64 is not None:
        record = {
            "size": 44,
            "disk": 0,
            "start_disk": 0,
            "here": len(entries),
            "count": len(entries),
            "length": len(directory),
            "offset": len(body),
            "locator": len(body) + len(directory),
            "disks": 1,
        } | zip64
        wide = {key: value % 2**64 for key, value in record.items()}
        tail += struct.pack(
            "<IQHHIIQQQQ",
            0x06064B50,
            wide["size"],
            45,
            45,
            wide["disk"] & 0xFFFFFFFF,
            wide["start_disk"] & 0xFFFFFFFF,
            wide["here"],
            wide["count"],
            wide["length"],
            wide["offset"],
        )
        tail += struct.pack("<IIQI", 0x07064B50, 0, wide["locator"], wide["disks"] & 0xFFFFFFFF)
    full = zip64 is not None
    last = {
        "disk": 0,
        "start_disk": 0,
        "here": 0xFFFF if full else len(entries),
        "count": 0xFFFF if full else len(entries),
        "length": 0xFFFFFFFF if full else len(directory),
        "offset": 0xFFFFFFFF if full else len(body),
        "comment": 0,
    } | (end or {})
    tail += struct.pack(
        "<IHHHHIIH",
        0x06054B50,
        last["disk"] & 0xFFFF,
        last["start_disk"] & 0xFFFF,
        last["here"] & 0xFFFF,
        last["count"] & 0xFFFF,
        last["length"] & 0xFFFFFFFF,
        last["offset"] & 0xFFFFFFFF,
        last["comment"] & 0xFFFF,
    )
    return bytes(body + directory + tail)


def clipped(fields):
    """The fields that a local header and the directory share, in their order and width."""
    widths = {"version": 16, "flags": 16, "method": 16, "time": 16, "date": 16, "crc": 32, "packed": 32, "size": 32}
    return [fields[key] % (1 << width) for key, width in widths.items()]


def tar_file(entries, kind=tarfile.GNU_FORMAT):
    """A tar of (name, bytes) or (TarInfo, bytes); a TarInfo may claim another size than its bytes have."""
    out = bytearray()
    for name, data in entries:
        info = name
        if not isinstance(name, tarfile.TarInfo):
            info = tarfile.TarInfo(name)
            info.size = len(data)
        if kind == tarfile.USTAR_FORMAT and (len(info.name) > 90 or info.size >= 8**11):
            kind = tarfile.GNU_FORMAT
        out += info.tobuf(kind, "utf-8", "surrogatepass") + data + b"\0" * (-len(data) % 512)
    return bytes(out) + b"\0" * 1024
