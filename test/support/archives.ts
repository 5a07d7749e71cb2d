import { Header, Pax } from 'tar';

/** The manifest of a bundle of one command. */
export const manifest = {
  format: 'qdoctor.bundle/1',
  version: '0.1.0',
  host: 'net01',
  recorded: '2026-01-31T12:00:00.000Z',
  note: 'A test.',
  commands: [{ argv: ['echo'], end: { kind: 'exited', exitCode: 0, file: 'echo', stderr: '' } }],
};

/** An entry as somebody may write it who does not use tar. */
export interface Entry {
  readonly path: string;
  readonly content?: string | Buffer;
  readonly type?: 'File' | 'SymbolicLink' | 'Link' | 'CharacterDevice' | 'BlockDevice' | 'FIFO' | 'Directory';
  readonly linkpath?: string;
  /** What the header says, where that is not the truth. */
  readonly size?: number;
}

const padded = (content: Buffer): Buffer => Buffer.concat([content, Buffer.alloc(-content.length & 511)]);

export function entryBytes({ path, content = '', type = 'File', linkpath, size }: Entry): Buffer {
  const body = Buffer.from(content);
  const fields = {
    type,
    mode: 0o644,
    size: size ?? body.length,
    mtime: new Date(0),
    ...(linkpath === undefined ? {} : { linkpath }),
  };
  const isLong = path.length > 99;
  const header = new Header({ ...fields, path: isLong ? 'long' : path });
  header.encode();
  const extension = isLong ? new Pax({ path }).encode() : Buffer.alloc(0);
  return Buffer.concat([extension, header.block ?? Buffer.alloc(0), padded(body)]);
}

/** A tar file of these entries, unpacked. */
export const tarOf = (...entries: readonly Entry[]): Buffer =>
  Buffer.concat([...entries.map(entryBytes), Buffer.alloc(1024)]);
