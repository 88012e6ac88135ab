"""The growth lines as SVG text, on a ground of its own in light and in dark."""
import math

WIDTH, HEIGHT = 930, 400
TOP, BOTTOM = 74, 344
# Left and right of each panel's axes; line labels stand to the right.
PANELS = {"clients": (64, 330), "parameters": (510, 776)}
TITLES = {"clients": "clients n, CNN of 139,960 parameters", "parameters": "parameters D, 100 clients"}
APART = 17
STYLE = """
  svg { font: 13px system-ui, sans-serif; --ground: #fff; --ink: #1f2933; --soft: #5b6773; --grid: #e3e7eb;
        --epoch: #1f2933; --gradient: #8a5a00; --mask: #0b62b8; --gram: #a3278f }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #12181f; --ink: #e8edf2; --soft: #9aa7b4; --grid: #2a343e;
          --epoch: #e8edf2; --gradient: #e6ae4e; --mask: #63b3ff; --gram: #f08fdd } }
  .ground { fill: var(--ground) } text { fill: var(--ink) } .soft { fill: var(--soft) } .head { font-weight: 600; font-size: 15px }
  .grid { stroke: var(--grid) } .one { stroke: var(--soft); stroke-dasharray: 3 4 } path { fill: none; stroke-width: 2 }
  .epoch { stroke: var(--epoch) } .gradient { stroke: var(--gradient) } .mask { stroke: var(--mask) } .gram { stroke: var(--gram) }
  circle { stroke: none } circle.epoch, text.epoch { fill: var(--epoch); stroke: none } circle.gradient, text.gradient { fill: var(--gradient); stroke: none }
  circle.mask, text.mask { fill: var(--mask); stroke: none } circle.gram, text.gram { fill: var(--gram); stroke: none }
"""


def scale(least, largest, start, end):
    """Logarithmic."""
    span = math.log(largest / least) or 1
    return lambda value: start + (end - start) * math.log(value / least) / span


def text(x, y, content, kind="", anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{content}</text>'


def short(count):
    return f"{count / 1e6:.2g} M" if count >= 1e6 else f"{count / 1e3:.0f} k" if count >= 1e4 else f"{count:,}"


def spread(wanted):
    """Places for labels as near as possible to the wanted ones, none upon another."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = dict(zip(order, sorted(wanted)))
    for before, after in zip(order, order[1:]):
        placed[after] = max(placed[after], placed[before] + APART)
    over = max(0, placed[order[-1]] - BOTTOM)
    return [placed[i] - over for i in range(len(wanted))]


def ticks(least, largest):
    """1, 10, 100 … between the two."""
    return [10.0 ** power for power in range(math.ceil(math.log10(least) - 1e-9), math.floor(math.log10(largest) + 1e-9) + 1)]


def axes(axis, found, up, least, largest):
    left, right = PANELS[axis]
    sizes = [result[axis] for result in found]
    across = scale(sizes[0], sizes[-1], left, right)
    yield text(left - 4, TOP - 18, TITLES[axis], "soft")
    for tick in ticks(least, largest):
        yield f'<line class="grid" x1="{left}" x2="{right}" y1="{up(tick):.1f}" y2="{up(tick):.1f}"/>'
        yield text(left - 8, up(tick) + 4, f"{1e3 * tick:g} ms" if tick < 1 else f"{tick:g} s", "soft", "end")
    for size in sizes:
        yield f'<line class="grid" x1="{across(size):.1f}" x2="{across(size):.1f}" y1="{TOP}" y2="{BOTTOM}"/>'
        yield text(across(size), BOTTOM + 20, short(size), "soft", "middle")


def proportional(axis, found, up, least):
    """A dashed line of exponent 1 through the last point of the mask part, as far as it stays in the panel."""
    left, right = PANELS[axis]
    last = found[-1]
    if last["mask"] <= 0:
        return
    begin = max(found[0][axis], last[axis] * least / last["mask"])
    across = scale(found[0][axis], last[axis], left, right)
    start = up(last["mask"] * begin / last[axis])
    yield f'<line class="one" x1="{across(begin):.1f}" y1="{start:.1f}" x2="{right}" y2="{up(last["mask"]):.1f}"/>'


def lines(axis, found, fitted, parts, up):
    left, right = PANELS[axis]
    across = scale(found[0][axis], found[-1][axis], left, right)
    parts = [(key, label) for key, label in parts if all(result[key] > 0 for result in found)]
    for key, _ in parts:
        points = [(across(result[axis]), up(result[key])) for result in found]
        yield f'<path class="{key}" d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in points)}"/>'
        yield from (f'<circle class="{key}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points)
    places = spread([up(found[-1][key]) + 4 for key, _ in parts])
    for (key, label), y in zip(parts, places):
        yield text(right + 10, y, f"{label} {fitted[key]['all']:.2f}", key)


def draw(found, fitted, parts):
    """found and fitted by axis, clients and parameters; parts as (key, label)."""
    values = [result[key] for results in found.values() for result in results for key, _ in parts if result[key] > 0]
    least, largest = 10 ** math.floor(math.log10(min(values))), max(values) * 1.1
    up = scale(least, largest, BOTTOM, TOP)
    body = [text(24, 32, "An epoch of mask training and its parts, with the exponents fitted over all sizes", "head")]
    for axis, results in found.items():
        body += [*axes(axis, results, up, least, largest), *proportional(axis, results, up, least), *lines(axis, results, fitted[axis], parts, up)]
    body.append(text(24, HEIGHT - 14, "Dashed: proportional to the size. Both axes logarithmic; one warm JVM.", "soft"))
    label = "Seconds of an epoch, the root gradient, the masks and the Gram matrices over clients and over parameters"
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">\n'
            f"<style>{STYLE}</style>\n<rect class=\"ground\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"8\"/>\n" + "\n".join(body) + "\n</svg>\n")
