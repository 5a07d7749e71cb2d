import * as z from 'zod';
import { checkPage } from '../app/check-page.ts';
import { type DiagnoseOptions, diagnoseHosts, openPlaybook } from '../app/diagnose.ts';
import { mapHosts } from '../app/map-host.ts';
import { readCapture } from '../app/read-capture.ts';
import { wholeHost } from '../app/run-options.ts';
import { valuesOf } from '../facts/known.ts';
import { builtInPlaybooks } from '../playbook/find.ts';
import { dhcpJsonWriter } from '../report/dhcp/json.ts';
import { usualWidth } from '../report/formats/format.ts';
import { json } from '../report/formats/json.ts';
import { toJson } from '../report/json.ts';
import { traced } from '../report/trace-formats.ts';
import { pathBelow } from './folder.ts';

/*
 * What an assistant may ask for. Nothing here changes a host, sends a packet, or runs a command of the assistant's choice:
 * playbooks are the built-in ones, and files are read below one folder.
 */

/** What a call is given beside its arguments. */
export interface Surroundings {
  /** Recordings and captures are read below it. */
  readonly folder: string;
  readonly interrupt: AbortSignal;
}

export interface Tool<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Shape;
  /** The texts of the answer. */
  answer(input: z.infer<z.ZodObject<Shape>>, surroundings: Surroundings): Promise<readonly string[]>;
}

const defineTool = <Shape extends z.ZodRawShape>(tool: Tool<Shape>): Tool => tool as unknown as Tool;

const timeoutSeconds = 120;
const silent = { say: () => undefined, note: () => undefined };

const path = (what: string) =>
  z.string().min(1).describe(`${what}, as a path below the folder that qdoctor mcp serves`);
const recording = path(
  'A recording: a bundle of qdoctor collect, a folder of saved outputs, a sosreport, or a text with commands and their output',
);
const scope = {
  networks: z.array(z.string()).default([]).describe('Only these networks: unique UUID prefixes'),
  routers: z.array(z.string()).default([]).describe('Only these routers: unique UUID prefixes'),
  ports: z
    .array(z.string())
    .default([])
    .describe('Only these ports: UUID prefix, interface, MAC, fixed or floating IP'),
};

/** A recording replays the probes that were sent while it was made; on this host none is sent. */
const optionsOf = (
  given: Partial<Pick<DiagnoseOptions, 'networks' | 'routers' | 'ports' | 'playbook' | 'waitSeconds' | 'from'>>,
): DiagnoseOptions => ({
  ...{ ...wholeHost, playbook: 'full', waitSeconds: 0, from: undefined },
  ...given,
  passive: given.from === undefined,
  failOn: 'error',
  timeoutSeconds,
});

const diagnose = defineTool({
  name: 'diagnose',
  title: 'Diagnose a host or a recording',
  description:
    'Names the layer and the root cause when VMs cannot be reached. Without a recording: this host, passively, as root. The answer is a qdoctor.report/1; of a recording of several hosts a qdoctor.reports/1. Commands in it are for a person to review; nothing is fixed.',
  input: {
    recording: recording.optional(),
    playbook: z
      .enum(builtInPlaybooks().map(({ name }) => name) as [string, ...string[]])
      .default('full')
      .describe('Which checks to run'),
    waitSeconds: z.number().min(0).max(60).default(0).describe('How long to listen for DHCP on this host'),
    ...scope,
  },
  async answer({ recording, ...given }, { folder, interrupt }) {
    const from = recording === undefined ? undefined : await pathBelow(folder, recording);
    const options = optionsOf({ ...given, from });
    const hosts = await diagnoseHosts(await openPlaybook(options), options, interrupt, silent);
    const reports = hosts.map(({ report }) => report);
    const [only, ...others] = reports;
    return [only !== undefined && others.length === 0 ? toJson(only) : (json.renderSeveral?.(reports, context) ?? '')];
  },
});

const context = { hasColor: false, isVerbose: true, checks: [], width: usualWidth };

const explain = defineTool({
  name: 'explain',
  title: 'Explain a check',
  description:
    'What a check of a report means: what a user loses, how it is fixed, when it can be wrong, what it reads.',
  input: { check: z.string().describe('The check, as reports name it, such as port-tag-wrong') },
  answer: async ({ check }) => [checkPage(check, usualWidth)],
});

const map = defineTool({
  name: 'map',
  title: 'Show how a host is wired',
  description:
    'Bridges, ports, networks, VLAN tags and wires of this host (as root) or of a recording. The answer is a qdoctor.map/1 for each host.',
  input: { recording: recording.optional() },
  async answer({ recording }, { folder, interrupt }) {
    const from = recording === undefined ? undefined : await pathBelow(folder, recording);
    return (await mapHosts({ from, timeoutSeconds }, interrupt)).map((each) => toJson(each));
  },
});

const trace = defineTool({
  name: 'trace',
  title: 'Show the packets that were followed',
  description:
    'The journeys that were walked with real packets while a recording was made: hop by hop, where a packet was last seen, and what took it. The answer is a qdoctor.trace/1 for each; none where no packet was followed.',
  input: {
    recording,
    from: z.string().optional().describe('Only journeys from here: an address, a router, or host'),
    to: z.string().optional().describe('Only journeys to here'),
    isLost: z.boolean().default(false).describe('Only journeys that got lost'),
  },
  async answer({ recording, from, to, isLost }, { folder, interrupt }) {
    const options = optionsOf({ from: await pathBelow(folder, recording) });
    const hosts = await diagnoseHosts(await openPlaybook(options), options, interrupt, silent);
    return hosts
      .flatMap(({ topology }) => valuesOf(topology.traces))
      .filter((walked) => from === undefined || walked.from === from)
      .filter((walked) => to === undefined || walked.to === to)
      .filter(({ outcome }) => !isLost || outcome === 'lost')
      .map((walked) => toJson(traced(walked)));
  },
});

const dhcp = defineTool({
  name: 'dhcp',
  title: 'Read the DHCP in a capture',
  description:
    'Exchange by exchange what became of the DHCP in a pcap or pcapng file, or in the text of tcpdump. The answer is a qdoctor.dhcp/1.',
  input: { capture: path('A capture') },
  async answer({ capture }, { folder, interrupt }) {
    const writer = dhcpJsonWriter();
    const parts: string[] = [];
    const output = {
      packet: (packet: Parameters<typeof writer.packet>[0]) => void parts.push(writer.packet(packet)),
      relieve: () => Promise.resolve(),
      end: async (...all: Parameters<typeof writer.end>) => void parts.push(writer.end(...all)),
    };
    await readCapture(await pathBelow(folder, capture), [output], interrupt);
    return [parts.join('')];
  },
});

/** The tools that are offered. */
export const tools: readonly Tool[] = [diagnose, explain, map, trace, dhcp];
