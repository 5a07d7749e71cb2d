import { toJson } from '../json.ts';
import type { FleetFormat } from './format.ts';
import { html } from './html.ts';
import { markdown } from './markdown.ts';
import { text } from './text.ts';

/** For scripts: described by schemas/qdoctor.fleet-1.schema.json. */
const json: FleetFormat = { name: 'json', isForTerminal: true, render: (report) => toJson(report) };

/** The formats of `qdoctor fleet`. */
export const fleetFormats: readonly FleetFormat[] = [text, json, markdown, html];
