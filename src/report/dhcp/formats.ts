import type { NamedFormat } from '../formats/format.ts';
import type { DhcpWriter } from './output.ts';
import { dhcpTextWriter } from './text.ts';

interface DhcpFormat extends NamedFormat {
  /** A writer for one report, on a page of so many columns. */
  open(hasColor: boolean, width: number): Promise<DhcpWriter>;
}

/** The formats of `qdoctor dhcp`. */
export const dhcpFormats: readonly DhcpFormat[] = [
  { name: 'text', isForTerminal: true, open: async (hasColor, width) => dhcpTextWriter(hasColor, width) },
  {
    name: 'json',
    isForTerminal: true,
    // Its schema takes longer to load than a small capture to read.
    open: async () => (await import('./json.ts')).dhcpJsonWriter(),
  },
  { name: 'html', isForTerminal: false, open: async () => (await import('./html.ts')).dhcpHtmlWriter() },
];
