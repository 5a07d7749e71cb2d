import type { ReportFormat } from './format.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { nagios } from './nagios.ts';
import { prometheus } from './prometheus.ts';
import { text } from './text.ts';

/** The formats of a diagnosis, for the command line and the wizard. */
export const reportFormats: readonly ReportFormat[] = [text, json, jsonl, markdown, html, junit, nagios, prometheus];
