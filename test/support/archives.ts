import { Header, Pax } from 'tar';

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
