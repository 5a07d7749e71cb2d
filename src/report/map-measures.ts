import type { MapPort, Place, Wire } from './map.ts';

/** Where everything of a map stands on a drawing, in pixels from the upper left. */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  /** What is the host itself. */
  readonly frame: Area;
  readonly title: string;
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

export interface Box extends Area {
  readonly place: Place;
  /** The ports of a bridge. */
  readonly rows: readonly Row[];
}

export interface Row {
  readonly port: MapPort;
  readonly y: number;
  readonly lines: readonly string[];
}

export interface Curve {
  readonly wire: Wire;
  /** The port of the switch that it begins at, also where a Linux bridge is in between. */
  readonly port: MapPort | undefined;
  readonly from: Point;
  readonly to: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const lineHeight = 15;
export const padding = 8;
export const headHeight = 28;
export const fontSize = 11;
/** An advance of 0.6 em is what monospaced fonts have in common; a bit more, for those that have not. */
export const letterWidth = fontSize * 0.61;
/** How much larger the title is than the rest. */
export const titleScale = 1.3;
