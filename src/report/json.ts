import type { Report } from './report.ts';

export const renderJson = (report: Report): string => toJson(report);

/** As JSON; what JSON itself leaves raw (DEL, C1) is escaped, so that it can be shown on a terminal. */
export const toJson = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`;
