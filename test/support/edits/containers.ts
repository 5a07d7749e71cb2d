import { type Change, eachLine, printed } from './change.ts';

const isList = (argv: readonly string[]): boolean => argv[0] === 'podman' && argv[1] === 'ps';

/** A container, as its runtime lists it: `id|state|status|image|name`. */
export const container = (name: string) => {
  const changed = (change: (fields: readonly string[]) => readonly string[]): Change =>
    printed(isList, (text) =>
      eachLine(text, (line) => {
        const fields = line.split('|');
        return fields[4] === name ? change(fields).join('|') : line;
      }),
    );
  return {
    status: (status: string): Change =>
      changed(([id = '', , , image = '', own = '']) => [id, status, status, image, own]),
    image: (from: string | RegExp, to: string): Change =>
      changed(([id = '', state = '', status = '', image = '', own = '']) => [
        id,
        state,
        status,
        image.replace(from, to),
        own,
      ]),
  };
};

/** One more container. */
export const newContainer = (name: string, status = 'Up 3 days ago'): Change =>
  printed(
    isList,
    (text) => `${text}${'f'.repeat(64)}|${status}|${status}|quay.io/image:2024.1-debian-bookworm|${name}\n`,
  );

const isMounts = (argv: readonly string[]): boolean => argv[0] === 'grep' && argv.includes('/proc/self/mountinfo');

/** The mounts at some point in containers and, where that matches, on the host. */
export const mounts = (pattern: RegExp, change: (line: string) => string | readonly string[]): Change =>
  printed(isMounts, (text) => eachLine(text, (line) => (pattern.test(line) ? change(line) : line)));

/** The name servers of the host, and those of its containers. */
export const nameServers = (host: string, containers: string): Change =>
  printed(
    (argv) => argv[0] === 'grep' && argv.includes('/etc/resolv.conf'),
    (_, argv) => {
      const paths = argv.filter((word) => word.startsWith('/proc/'));
      return [`/etc/resolv.conf:nameserver ${host}`, ...paths.map((path) => `${path}:nameserver ${containers}`)]
        .map((line) => `${line}\n`)
        .join('');
    },
  );

/** The free blocks of the volumes at a path in containers. */
export const volumeBlocks = (path: string, free: number): Change =>
  printed(
    (argv) => argv[0] === 'stat' && argv.some((word) => word.startsWith('/proc/')),
    (text) => eachLine(text, (line) => (line.endsWith(`/root${path}`) ? line.replace(/^\d+/, String(free)) : line)),
  );
