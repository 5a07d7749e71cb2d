import type { MapPort } from './map.ts';

/** Apart for those who see colours otherwise, too (Okabe and Ito). */
const palette = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#8c6d1f'] as const;

/** Local VLANs are those of one bridge. */
const keyOf = ({ bridge, tag }: MapPort): string => `${bridge} ${tag}`;

/** A port of each VLAN, by bridge and tag. */
export function vlansOf(ports: readonly MapPort[]): readonly MapPort[] {
  const tagged = ports.filter(({ tag }) => typeof tag === 'number');
  const first = new Map(tagged.toReversed().map((port) => [keyOf(port), port]));
  return [...first.values()].toSorted(
    (one, other) => one.bridge.localeCompare(other.bridge) || Number(one.tag) - Number(other.tag),
  );
}

/** A colour of its own for each VLAN that is shown; undefined for a port without a tag. */
export function vlanColors(ports: readonly MapPort[]): (port: MapPort) => string | undefined {
  const vlans = vlansOf(ports);
  const colors = new Map(vlans.map((port, index) => [keyOf(port), colorOf(index, vlans.length)]));
  return (port) => colors.get(keyOf(port));
}

/** Red is for dead ports, so the hues leave it out. */
const [firstHue, hues] = [20, 320] as const;

/** Beyond the palette, hues as far apart as so many can be, with those of neighbouring VLANs far from each other. */
function colorOf(index: number, count: number): string {
  if (count <= palette.length) return palette[index] ?? '';
  const place = (index * strideOf(count)) % count;
  return `hsl(${(firstHue + (hues * place) / count).toFixed(2)},70%,${[32, 42, 52][place % 3]}%)`;
}

/** About the golden section of a count, and without a divisor in common with it, so that every place is taken once. */
function strideOf(count: number): number {
  let stride = Math.round(count * 0.382);
  while (divisor(stride, count) !== 1) stride += 1;
  return stride;
}

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));
