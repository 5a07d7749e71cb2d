import * as z from 'zod';
import { jsonLines, parsed } from '../facts/result.ts';
import { ip } from '../facts/within.ts';
import type { Command, CommandResult, Host } from '../host/host.ts';
import type { Reach } from '../topology/reaches.ts';

type TraceOfGuest = NonNullable<Reach['traceOfGuest']>;

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

function traceOf({ from, vm, address }: Reach, answers: readonly Answer[]): TraceOfGuest | undefined {
  if (vm === undefined) return undefined;
  const { namespace } = from.router;
  const folder = vm.files?.folder;
  for (const { command, result } of answers) {
    const isLeases = folder !== undefined && command.argv[1] === `${folder}/leases`;
    const isNeighbours = command.argv[2] === namespace;
    if (!isLeases && !isNeighbours) continue;
    const read = isLeases ? readLease : readNeighbour;
    const line = parsed(command, result, (text) => read(text, vm.mac, address));
    if (line.known && line.value !== undefined) {
      const where = isLeases ? 'host' : namespace;
      return { command: command.argv.filter((word) => word !== '-j'), where, output: line.value };
    }
  }
  return undefined;
}

/**
 * `EXPIRY MAC ADDRESS NAME CLIENT-ID`. The DHCP agent itself writes a line without name and client for every port when it
 * starts dnsmasq (Neutron, dhcp.py: _output_init_lease_file): that is no sign of a guest.
 */
const readLease = (text: string, mac: string, address: string): string | undefined =>
  text.split('\n').find((line) => {
    const [, leased, held, name, client] = line.split(' ');
    return leased?.toLowerCase() === mac && held === address && !(name === '*' && client === '*');
  });

const neighboursSchema = z.array(
  z.looseObject({ dst: z.string(), dev: z.string(), lladdr: z.string().optional(), state: z.array(z.string()) }),
);

function readNeighbour(text: string, mac: string, address: string): string | undefined {
  const entries = neighboursSchema.safeParse(jsonLines(text, 1)[0]);
  const found = entries.data?.find(({ dst, lladdr }) => dst === address && lladdr?.toLowerCase() === mac);
  return found && `${found.dst} dev ${found.dev} lladdr ${found.lladdr} ${found.state.join(',')}`;
}
