import * as z from 'zod';
import { jsonLines, parsed } from '../facts/result.ts';
import { ip } from '../facts/within.ts';
import type { Command, CommandResult, Host } from '../host/host.ts';
import { isInRange, rangeOf } from '../topology/addresses.ts';
import type { Reach } from '../topology/reaches.ts';

type TraceOfGuest = NonNullable<Reach['traceOfGuest']>;
/** An address at which a guest was, and what tells so. */
type Seen = Pick<TraceOfGuest, 'address'> & Pick<TraceOfGuest['shown'], 'output'>;

/**
 * A silent guest may be one that has not booted yet. That it was there before, two things tell: a lease that it asked
 * for, and the router's memory of its MAC.
 */
export async function addGuestTraces(host: Host, reaches: readonly Reach[]): Promise<readonly Reach[]> {
  const commands = reaches.flatMap(({ from, vm }) => {
    const folder = vm?.files?.folder;
    return [neighboursCommand(from.router.namespace), ...(folder === undefined ? [] : [leasesCommand(folder)])];
  });
  const unique = [...new Map(commands.map((command) => [command.argv.join(' '), command])).values()];
  const results = await host.run(unique);
  const answers = unique.map((command, index) => ({
    command,
    result: results[index] ?? ({ kind: 'aborted' } as const),
  }));
  return reaches.map((reach) => ({ ...reach, traceOfGuest: traceOf(reach, answers) }));
}

interface Answer {
  readonly command: Command;
  readonly result: CommandResult;
}

const neighboursCommand = (namespace: string): Command => ({ argv: ip(namespace, '-j', 'neigh', 'show') });
const leasesCommand = (folder: string): Command => ({ argv: ['cat', `${folder}/leases`] });

/** At its address or, failing that, at another one of its range: who was given a new one keeps the old until it asks again. */
function traceOf(reach: Reach, answers: readonly Answer[]): TraceOfGuest | undefined {
  const range = rangeOf(reach.own);
  return (
    traceAt(reach, answers, (held) => held === reach.address) ??
    traceAt(reach, answers, (held) => isInRange(held, range))
  );
}

function traceAt(
  { from, vm }: Reach,
  answers: readonly Answer[],
  isMeant: (address: string) => boolean,
): TraceOfGuest | undefined {
  if (vm === undefined) return undefined;
  const { namespace } = from.router;
  const folder = vm.files?.folder;
  for (const { command, result } of answers) {
    const isLeases = folder !== undefined && command.argv[1] === `${folder}/leases`;
    const isNeighbours = command.argv[2] === namespace;
    if (!isLeases && !isNeighbours) continue;
    const read = isLeases ? readLease : readNeighbour;
    const found = parsed(command, result, (text) => read(text, vm.mac, isMeant));
    if (found.known && found.value !== undefined) {
      const where = isLeases ? 'host' : namespace;
      const { address, output } = found.value;
      return { address, shown: { command: command.argv.filter((word) => word !== '-j'), where, output } };
    }
  }
  return undefined;
}

/**
 * `EXPIRY MAC ADDRESS NAME CLIENT-ID`. The DHCP agent itself writes a line without name and client for every port when it
 * starts dnsmasq (Neutron, dhcp.py: _output_init_lease_file): that is no sign of a guest.
 */
function readLease(text: string, mac: string, isMeant: (address: string) => boolean): Seen | undefined {
  for (const line of text.split('\n')) {
    const [, leased, address = '', name, client] = line.split(' ');
    const isOfGuest = leased?.toLowerCase() === mac && !(name === '*' && client === '*');
    if (isOfGuest && isMeant(address)) return { address, output: line };
  }
  return undefined;
}

const neighboursSchema = z.array(
  z.looseObject({ dst: z.string(), dev: z.string(), lladdr: z.string().optional(), state: z.array(z.string()) }),
);

function readNeighbour(text: string, mac: string, isMeant: (address: string) => boolean): Seen | undefined {
  const entries = neighboursSchema.safeParse(jsonLines(text, 1)[0]);
  const found = entries.data?.find(({ dst, lladdr }) => lladdr?.toLowerCase() === mac && isMeant(dst));
  return (
    found && {
      address: found.dst,
      output: `${found.dst} dev ${found.dev} lladdr ${found.lladdr} ${found.state.join(',')}`,
    }
  );
}
