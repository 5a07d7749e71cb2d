import { Graph as DagreGraph, graphlib, layout } from '@dagrejs/dagre';
import { printableLine } from '../printable.ts';
import type { MapPort } from './map.ts';
import {
  type Area,
  type Box,
  bottomOf,
  type Cell,
  type Curve,
  gap,
  headHeight,
  lineHeight,
  margin,
  type Point,
  padding,
  type Row,
  rightOf,
  widthOf,
} from './measures.ts';
import type { Edge, Graph, Node } from './segments.ts';

/* One part of the picture by itself: dagre gives its boxes their positions, in the order that crosses the fewest wires. */

/** Boxes and wires with their positions, and the area that they take. */
export interface Drawing extends Cell {
  readonly boxes: readonly Box[];
  readonly curves: readonly Curve[];
}

/** What is wired together: dead ports first, then by the smallest tag, and last what no wire leads to. */
export function componentsOf({ nodes, edges }: Graph): readonly Graph[] {
  const graph = new DagreGraph();
  for (const { id } of nodes) graph.setNode(id);
  for (const { from, to } of edges) graph.setEdge(from, to);
  const components: readonly (readonly string[])[] = graphlib.alg.components(graph);
  const componentOf = new Map(components.flatMap((ids, index) => ids.map((id) => [id, index] as const)));
  const nodesOf = components.map((): Node[] => []);
  const edgesOf = components.map((): Edge[] => []);
  for (const node of nodes) nodesOf[componentOf.get(node.id) ?? -1]?.push(node);
  for (const edge of edges) edgesOf[componentOf.get(edge.from) ?? -1]?.push(edge);
  return components
    .map((_, index): Graph => ({ nodes: nodesOf[index] ?? [], edges: edgesOf[index] ?? [] }))
    .toSorted((one, other) => rank(one) - rank(other));
}

/** Beyond every tag, for what has none. */
const lastRank = 4096;

function rank({ nodes, edges }: Graph): number {
  const ports = nodes.flatMap((node) => node.ports).filter(({ role }) => role !== 'router-gateway');
  const ranks = ports.flatMap(({ tag }) => (tag === null ? [] : [tag === 'dead' ? 0 : tag]));
  return edges.length === 0 ? lastRank + 1 : ranks.reduce((least, each) => Math.min(least, each), lastRank);
}

// Its declarations name files without their endings, which TypeScript does not follow: what it gives is typed at once.
function dagreGraphOf({ nodes, edges }: Graph) {
  const graph = new DagreGraph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: gap, ranksep: margin, rankalign: 'top' });
  for (const node of nodes) graph.setNode(node.id, sizeOf(node, edges));
  for (const [index, { from, to, label }] of edges.entries()) {
    const size = label === '' ? { width: 0, height: 0 } : { width: widthOf([label]) + gap, height: lineHeight };
    graph.setEdge(from, to, { ...size, labelpos: 'c' }, String(index));
  }
  return graph;
}

const headOf = ({ detail }: Node): number => headHeight + (detail === undefined ? 0 : lineHeight);

/** As large as its words, and high enough for the wires at either side. */
function sizeOf(node: Node, edges: readonly Edge[]): { readonly width: number; readonly height: number } {
  const lines = node.ports.map(linesOf);
  const rows = lines.reduce((sum, own) => sum + own.length * lineHeight + padding, 0);
  const wires = Math.max(
    edges.filter(({ from }) => from === node.id).length,
    edges.filter(({ to }) => to === node.id).length,
  );
  return {
    width: widthOf([node.title, node.detail ?? '', ...lines.flat()]) + 2 * padding,
    height: node.ports.length > 0 ? headOf(node) + rows : Math.max(headOf(node), (wires + 1) * lineHeight),
  };
}

/** What only its device says of itself is left out; of floating IPs a router can have hundreds. */
const mostAddresses = 3;

function linesOf({ name, role, state, addresses }: MapPort): readonly string[] {
  const own = addresses.filter((address) => !address.startsWith('fe80:'));
  const more = own.length > mostAddresses ? [`and ${own.length - mostAddresses} more`] : [];
  return [
    [name, role, ...(state === null ? [] : [state])].join('  '),
    ...(own.length === 0 ? [] : [[...own.slice(0, mostAddresses), ...more].join('  ')]),
  ].map(printableLine);
}

/** Every box and wire of it, from the upper left. */
export function drawingOf(drawn: Graph): Drawing {
  const graph = dagreGraphOf(drawn);
  layout(graph);
  const areaOf = new Map(
    drawn.nodes.map(({ id }) => {
      const { x, y, width, height }: Area = graph.node(id);
      return [id, { x: x - width / 2 + gap, y: y - height / 2 + gap, width, height }] as const;
    }),
  );
  const middleOf = (id: string): number => {
    const area = areaOf.get(id);
    return area === undefined ? 0 : area.y + area.height / 2;
  };
  const boxes = drawn.nodes.map((node) => boxOf(node, areaOf.get(node.id), drawn.edges, middleOf));
  const boxById = new Map(drawn.nodes.map(({ id }, index) => [id, boxes[index]]));
  const places = [...areaOf.values()];
  return {
    x: 0,
    y: 0,
    title: '',
    width: rightOf(places, 0) + gap,
    height: bottomOf(places, 0) + gap,
    boxes,
    curves: curvesOf(drawn.edges, boxById, middleOf),
  };
}

type MiddleOf = (id: string) => number;

/** The rows of a box are in the order of what their wires lead to, those to the left first. */
function boxOf(node: Node, area: Area = nowhere, edges: readonly Edge[], middleOf: MiddleOf): Box {
  const { id, kind, title, detail, ports } = node;
  const ends = new Map(
    edges
      .filter(({ from, to }) => from === id || to === id)
      .map(({ from, to, port }) => [port, { isRight: from === id, y: middleOf(from === id ? to : from) }] as const),
  );
  const rankOf = (port: MapPort) => {
    const { isRight = true, y = 0 } = ends.get(port) ?? {};
    return { side: Number(isRight), y };
  };
  const inOrder = ports
    .map((port) => ({ port, ...rankOf(port) }))
    .toSorted((one, other) => one.side - other.side || one.y - other.y);
  const rows: Row[] = [];
  let y = area.y + headOf(node);
  for (const { port } of inOrder) {
    const lines = linesOf(port);
    rows.push({ port, y, lines });
    y += lines.length * lineHeight + padding;
  }
  return { ...area, kind, title, detail, port: ports[0], rows };
}

const nowhere: Area = { x: 0, y: 0, width: 0, height: 0 };

/** Wires end at the row of their port; else one below the other, in the order of their other ends. */
function curvesOf(
  edges: readonly Edge[],
  boxById: ReadonlyMap<string, Box | undefined>,
  middleOf: MiddleOf,
): readonly Curve[] {
  const inOrder = (side: 'from' | 'to', otherSide: 'from' | 'to') => {
    const counts = new Map<string, number>();
    const sorted = edges.toSorted((one, other) => middleOf(one[otherSide]) - middleOf(other[otherSide]));
    return new Map(
      sorted.map((edge) => {
        const count = counts.get(edge[side]) ?? 0;
        counts.set(edge[side], count + 1);
        return [edge, count] as const;
      }),
    );
  };
  const [leaving, arriving] = [inOrder('from', 'to'), inOrder('to', 'from')];
  const heightOn = ({ y, rows }: Box, port: MapPort | undefined, index: number): number => {
    const row = rows.find((each) => each.port === port);
    return row === undefined ? y + headHeight / 2 + index * lineHeight : row.y + lineHeight / 2;
  };
  return edges.flatMap((edge) => {
    const [left, right] = [boxById.get(edge.from), boxById.get(edge.to)];
    if (left === undefined || right === undefined) return [];
    const from = { x: left.x + left.width, y: heightOn(left, edge.port, leaving.get(edge) ?? 0) };
    const to = { x: right.x, y: heightOn(right, edge.port, arriving.get(edge) ?? 0) };
    const { wire, port, label } = edge;
    return { wire, port, label, from, to, swing: Math.max(margin, (to.x - from.x) / 2) };
  });
}

const shifted = <T extends Point>(thing: T, by: Point): T => ({ ...thing, x: thing.x + by.x, y: thing.y + by.y });

/** Somewhere else. */
export const moved = (drawing: Drawing, by: Point): Drawing => ({
  ...shifted(drawing, by),
  boxes: drawing.boxes.map((box) => ({
    ...shifted(box, by),
    rows: box.rows.map((row) => ({ ...row, y: row.y + by.y })),
  })),
  curves: drawing.curves.map((curve) => ({ ...curve, from: shifted(curve.from, by), to: shifted(curve.to, by) })),
});
