/** The formats that a diagnosis is reported in. */
export const reportFormats = ['text', 'json', 'markdown'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface OutputFormat<Format = ReportFormat> {
  readonly format: Format;
  /** Undefined: standard output. */
  readonly file: string | undefined;
}
