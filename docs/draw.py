#!/usr/bin/env python3
"""luoshi-draw/1, written from docs/draw.md alone: draw.py FILE prints commitment and result as JSON."""
import hashlib
import hmac
import json
import math
import sys
from fractions import Fraction


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def numbers(seed, label):
    n = 0
    while True:
        yield int.from_bytes(hmac.digest(seed, label.encode() + n.to_bytes(8, "big"), "sha256")[:8], "big")
        n += 1


def shuffled(roster, count, stream):
    roster = list(roster)
    for i in range(count):
        size = len(roster) - i
        x = next(x for x in stream if x < 2**64 - 2**64 % size)
        roster[i], roster[i + x % size] = roster[i + x % size], roster[i]
    return roster[:count]


def draw(file):
    objects = {o if isinstance(o, str) else o["id"]: None if isinstance(o, str) else o.get("stratum") for o in file["objects"]}
    people = {p if isinstance(p, str) else p["id"]: [] if isinstance(p, str) else p.get("recused_from", []) for p in file.get("inspectors", [])}
    roster, staff = sorted(objects, key=str.encode), sorted(people, key=str.encode)
    lines = [sha("".join(id + "\n" for id in ids).encode()) for ids in (roster, staff)]
    nonce = bytes.fromhex(file["nonce"])
    beacon = file["beacon"] if isinstance(file["beacon"], str) else file["beacon"]["value"]
    commitment = sha(b"commit\0", file["plan_id"].encode(), b"\0", *lines, nonce)
    seed = sha(b"seed\0", commitment, nonce, bytes.fromhex(beacon))

    def count(stratum, size):
        wanted = file["counts"] if file.get("counts") is not None else file["rates"]
        wanted = wanted[stratum] if isinstance(wanted, dict) else wanted
        return wanted if file.get("counts") is not None else math.ceil(size * Fraction(wanted))

    drawn = []
    for stratum in sorted({objects[id] for id in roster}, key=lambda s: (s or "").encode()):
        ids = [id for id in roster if objects[id] == stratum]
        label = "objects" if stratum is None else "objects/" + stratum
        drawn += [(id, stratum) for id in shuffled(ids, count(stratum, len(ids)), numbers(seed, label))]
    per_object, stream, result = file.get("per_object", 2 if staff else 0), numbers(seed, "inspectors"), []
    for id, stratum in drawn:
        free = [person for person in staff if id not in people[person]]
        result.append({"id": id, "stratum": stratum, "inspectors": shuffled(free, per_object, stream)})
    return {"commitment": commitment.hex(), "result": result}


if __name__ == "__main__":
    json.dump(draw(json.load(open(sys.argv[1], encoding="utf-8"))), sys.stdout)
