import { type FileHandle, open } from 'node:fs/promises';
import { writing } from '../../files.ts';
import type { DhcpFacts } from '../../packets/dhcp-packet.ts';
import type { DhcpExamination } from '../../packets/exchanges/examine.ts';
import type { Skipped } from '../../packets/read-dhcp.ts';

/** Writes a report piece by piece, so that a long capture need not be held: `packet` for each, then once `end`. */
export interface DhcpWriter {
  packet(packet: DhcpFacts): string;
  end(examination: DhcpExamination, skipped: readonly Skipped[]): string;
}

/** Takes a report while it comes into being. */
export interface DhcpSink {
  packet(packet: DhcpFacts): void;
  /** Writes what has been gathered, if it is much or somebody may be looking. */
  relieve(): Promise<void>;
  end(examination: DhcpExamination, skipped: readonly Skipped[]): Promise<void>;
}

/** So much is gathered before it is written, where nobody waits for it. */
const batchLength = 64 * 1024;

/** Where a DHCP report goes while it comes into being. Nothing is opened or written before the first packet or the end. */
export class DhcpOutput implements DhcpSink {
  readonly #writer: DhcpWriter;
  /** Undefined: standard output. */
  readonly #path: string | undefined;
  readonly #isLive: boolean;
  #file: FileHandle | undefined;
  #batch = '';

  constructor(writer: DhcpWriter, path: string | undefined, isLive: boolean) {
    this.#writer = writer;
    this.#path = path;
    this.#isLive = isLive;
  }

  packet(packet: DhcpFacts): void {
    this.#batch += this.#writer.packet(packet);
  }

  async relieve(): Promise<void> {
    if (this.#isLive || this.#batch.length >= batchLength) await this.#flush();
  }

  async end(examination: DhcpExamination, skipped: readonly Skipped[]): Promise<void> {
    this.#batch += this.#writer.end(examination, skipped);
    await this.#flush();
    await this.#file?.close();
  }

  async #flush(): Promise<void> {
    const text = this.#batch;
    if (text === '') return;
    this.#batch = '';
    if (this.#path === undefined) return writeToStdout(text);
    const path = this.#path;
    await writing(path, async () => {
      this.#file ??= await open(path, 'w');
      await this.#file.write(text);
    });
  }
}

/** Waits until the reader has taken it; what comes of one that can't is the business of the whole run. */
const writeToStdout = (text: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(text, () => resolve()));
