#!/usr/bin/env python3
"""Checks the path of an entry's proof, written from docs/audit.md alone: audit.py PROOF. The signature of the checkpoint
is left to `luoshi audit verify` or any Ed25519 program; SM3 is written out, as Python's hashlib may lack it."""
import base64
import hashlib
import json
import struct
import sys

FIELDS = ["jurisdiction", "sequence", "at", "actor", "organisation", "action", "thing", "before", "after"]


def rotate(x, n):
    n %= 32
    return (x << n | x >> 32 - n) & 0xFFFFFFFF if n else x


def sm3(message):
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    message += b"\x80" + b"\0" * ((55 - len(message)) % 64) + struct.pack(">Q", 8 * len(message))
    for at in range(0, len(message), 64):
        w = list(struct.unpack(">16I", message[at : at + 64]))
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15)
            w.append(x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            s1 = rotate((rotate(a, 12) + e + rotate(t, j)) & 0xFFFFFFFF, 7)
            s2 = s1 ^ rotate(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
            t1 = (ff + d + s2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            t2 = (gg + h + s1 + w[j]) & 0xFFFFFFFF
            a, b, c, d, e, f, g, h = t1, a, rotate(b, 9), c, t2 ^ rotate(t2, 9) ^ rotate(t2, 17), e, rotate(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]
    return struct.pack(">8I", *state)


def climb(digest, index, size, path, node):
    """RFC 9162, section 2.1.3.2."""
    path, last = list(path), size - 1
    while last > 0:
        if index % 2 == 1 or index == last:
            if index % 2 == 0:
                while index % 2 == 0 and index != 0:
                    index, last = index >> 1, last >> 1
            digest = node(path.pop(0), digest)
        else:
            digest = node(digest, path.pop(0))
        index, last = index >> 1, last >> 1
    return digest if not path else None


def check(proof):
    lines = proof["checkpoint"].split("\n\n")[0].split("\n")
    h = sm3 if lines[3:] == ["sm3"] else lambda m: hashlib.sha256(m).digest()
    size, root = int(lines[1]), base64.b64decode(lines[2])
    data = b"luoshi-audit/1\0"
    for field in (str(proof["entry"].get(name, "")).encode() for name in FIELDS):
        data += struct.pack(">I", len(field)) + field
    path = [base64.b64decode(digest) for digest in proof["path"]]
    index = proof["entry"]["sequence"] - 1
    if not 0 <= index < size:
        return False
    try:
        return climb(h(b"\0" + data), index, size, path, lambda left, right: h(b"\1" + left + right)) == root
    except IndexError:
        return False


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        good = check(json.load(file))
    print("verified" if good else "the entry does not lead to the checkpoint's root")
    sys.exit(0 if good else 1)
