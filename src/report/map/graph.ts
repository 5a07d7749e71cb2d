import { printableLine } from '../printable.ts';
import { type NetworkMap, type Place, portFinder, type Wire } from './map.ts';

/*
 * The map as Mermaid and as Graphviz draw it. Names come from the host: in both languages they stand in quotes, and what
 * could end the quotes is taken out of them.
 */

export function renderMermaid(map: NetworkMap): string {
  const { places, wires } = map;
  const [idOf, labelOf] = [idsOf(places), labelsOf(map)];
  const lines = [
    'flowchart LR',
    ...places.map((place) => `  ${idOf(place.name)}${mermaidShape(place)}`),
    ...wires.map((wire) => `  ${idOf(wire.from)} ---|"${harmless(labelOf(wire))}"| ${idOf(wire.to)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function mermaidShape({ name, kind }: Place): string {
  const text = `"${harmless(name)}"`;
  if (kind === 'vm') return `([${text}])`;
  if (kind === 'router' || kind === 'dhcp') return `{{${text}}}`;
  return `[${text}]`;
}

const dotShapes: Readonly<Record<Place['kind'], string>> = {
  'switch-bridge': 'box',
  'linux-bridge': 'box',
  router: 'hexagon',
  dhcp: 'hexagon',
  vm: 'oval',
  outside: 'plaintext',
};

export function renderDot(map: NetworkMap): string {
  const { places, wires } = map;
  const [idOf, labelOf] = [idsOf(places), labelsOf(map)];
  const lines = [
    'graph qdoctor {',
    '  rankdir=LR;',
    ...places.map(({ name, kind }) => `  ${idOf(name)} [label="${harmless(name)}", shape=${dotShapes[kind]}];`),
    ...wires.map((wire) => `  ${idOf(wire.from)} -- ${idOf(wire.to)} [label="${harmless(labelOf(wire))}"];`),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** A graph's node is called by its number: names may hold anything. */
function idsOf(places: readonly Place[]): (name: string) => string {
  const ids = new Map(places.map(({ name }, index) => [name, `n${index}`]));
  return (name) => ids.get(name) ?? 'unknown';
}

const harmless = (text: string): string => printableLine(text).replace(/["\\<>#;|&]/g, '_');

/** A wire's devices, with the tag of the port among them. */
function labelsOf(map: NetworkMap): (wire: Wire) => string {
  const portOf = portFinder(map);
  return (wire) => {
    const tag = portOf(wire)?.tag ?? null;
    return tag === null ? wire.by : `${wire.by} (tag ${tag === 'dead' ? '4095, dead' : tag})`;
  };
}
