// What stands in the executable, as CycloneDX 1.6: Node, and each npm package whose code was bundled.
import { createHash } from 'node:crypto';

interface SbomInput {
  readonly name: string;
  readonly version: string;
  /** The paths of the modules in the bundle. */
  readonly bundled: readonly string[];
  /** The packages of package-lock.json. */
  readonly locked: Readonly<
    Record<string, { readonly version: string; readonly license?: string; readonly integrity?: string }>
  >;
  /** Its version. */
  readonly node: string;
  /** Seconds since 1970. */
  readonly time: number;
  /** SHA-256 of the executable. */
  readonly digest: string;
}

export function sbomOf({ name, version, bundled, locked, node, time, digest }: SbomInput) {
  const used = [...new Set(bundled.flatMap((path) => packageOf(path) ?? []))].sort();
  const components = used.map((path) => {
    const entry = locked[path];
    if (entry === undefined) throw new Error(`${path} is bundled, but not in package-lock.json`);
    const own = path.split('node_modules/').at(-1) ?? '';
    const purl = `pkg:npm/${own.replace('@', '%40')}@${entry.version}`;
    const hash = entry.integrity?.match(/^sha512-(.*)$/)?.[1];
    return {
      type: 'library',
      'bom-ref': purl,
      name: own,
      version: entry.version,
      purl,
      ...(entry.license === undefined ? {} : { licenses: [{ expression: entry.license }] }),
      ...(hash === undefined
        ? {}
        : { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }),
    };
  });
  const runtime = {
    type: 'framework',
    'bom-ref': `pkg:generic/node@${node}`,
    name: 'node',
    version: node,
    purl: `pkg:generic/node@${node}`,
  };
  const subject = {
    type: 'application',
    'bom-ref': `pkg:npm/${name}@${version}`,
    name,
    version,
    purl: `pkg:npm/${name}@${version}`,
    hashes: [{ alg: 'SHA-256', content: digest }],
  };
  const all = [runtime, ...components];
  const bare = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { timestamp: new Date(time * 1000).toISOString(), component: subject },
    components: all,
    dependencies: [{ ref: subject['bom-ref'], dependsOn: all.map((component) => component['bom-ref']) }],
  };
  return { ...bare, serialNumber: `urn:uuid:${uuidOf(JSON.stringify(bare))}` };
}

/** `node_modules/a/node_modules/@b/c` of a path of a module, however the folder is reached; undefined for our own. */
function packageOf(path: string): string | undefined {
  const start = path.indexOf('node_modules/');
  if (start < 0) return undefined;
  const inside = path.slice(start);
  const end = inside.lastIndexOf('node_modules/') + 'node_modules/'.length;
  const [first = '', second = ''] = inside.slice(end).split('/');
  return `${inside.slice(0, end)}${first.startsWith('@') ? `${first}/${second}` : first}`;
}

/** A UUID of version 8 from a text: the same for the same. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
