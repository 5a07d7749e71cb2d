import { printableLine } from '../printable.ts';
import type { MapPort, Place, Wire } from './map.ts';

/** Where everything of a map stands on a drawing, in pixels from the upper left. */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  /** What is the host itself. */
  readonly frame: Area;
  readonly title: string;
  readonly legend: readonly LegendItem[];
  /** Around what is wired together: a network with its router, DHCP server and VMs. */
  readonly cells: readonly Cell[];
  /** 0: cells have no titles. */
  readonly cellTitleSize: number;
  readonly boxes: readonly Box[];
  readonly curves: readonly Curve[];
  readonly notes: readonly { readonly y: number; readonly text: string }[];
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Cell extends Area {
  readonly title: string;
}

export interface LegendItem extends Area {
  /** Undefined for words alone. */
  readonly kind: Box['kind'] | undefined;
  /** A port of the VLAN whose colour it explains. */
  readonly port?: MapPort;
  readonly text: string;
}

export interface Box extends Area {
  readonly kind: Place['kind'] | 'segment';
  readonly title: string;
  readonly detail: string | undefined;
  /** A port of the VLAN that the box stands for. */
  readonly port: MapPort | undefined;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly port: MapPort;
  readonly y: number;
  readonly lines: readonly string[];
}

export interface Curve {
  readonly wire: Wire;
  readonly port: MapPort | undefined;
  readonly label: string;
  readonly from: Point;
  readonly to: Point;
  /** How far it goes on to the right before it turns to its other end. */
  readonly swing: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const margin = 24;
export const gap = 16;
export const lineHeight = 15;
export const padding = 8;
export const headHeight = 28;
export const fontSize = 11;
/** An advance of 0.6 em is what monospaced fonts have in common; a bit more, for those that have not. */
const letterWidth = fontSize * 0.61;
/** How much larger the title is than the rest. */
export const titleScale = 1.3;

/** How wide the longest of some lines is. */
export const widthOf = (texts: readonly string[]): number =>
  Math.ceil(texts.reduce((most, text) => Math.max(most, [...printableLine(text)].length), 0) * letterWidth);

/** How far to the right, and how far down, areas go. */
export const rightOf = (areas: readonly Area[], least: number): number =>
  areas.reduce((most, { x, width }) => Math.max(most, x + width), least);
export const bottomOf = (areas: readonly Area[], least: number): number =>
  areas.reduce((most, { y, height }) => Math.max(most, y + height), least);
