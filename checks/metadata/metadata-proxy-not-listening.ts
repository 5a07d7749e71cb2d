import { defineCheck, required, requiredPart } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { rulesEvidence } from '../../src/evidence/rules.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { tableOf } from '../../src/facts/netfilter.ts';
import { iptables, within } from '../../src/facts/within.ts';
import { addressOf } from '../../src/netfilter/predicates.ts';
import type { Rule } from '../../src/netfilter/rule.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { ruleWords } from '../../src/remedies/iptables.ts';
import { startProxyFix } from '../../src/remedies/metadata-proxy.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { metadataAddress } from '../../src/topology/metadata.ts';
import type { Router } from '../../src/topology/routers.ts';

export default defineCheck({
  id: 'metadata-proxy-not-listening',
  layer: 'metadata',
  title: 'Metadata proxy does not listen',
  why: "The proxy runs, but has no socket on the port that requests go to: VMs' connections are refused.",
  symptom: 'A curl to 169.254.169.254 in a VM ends at once with "Connection refused", while the proxy is running.',
  remedy:
    'End the proxy and start haproxy with the settings that the agent wrote; without these, restart the agent that owns it. If the proxy listens on another port than the rule names, correct the rule.',
  limits: 'The port is that of the REDIRECT rule, or 80 in a DHCP namespace; any program that listens there passes.',
  sources: ['https://bugs.launchpad.net/bugs/1455042', 'https://github.com/openstack/neutron/commit/b058658780'],
  severity: 'error',
  each: 'metadataPoints',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: [],
  applies: ({ isWanted, proxies }) =>
    (!isWanted.known || isWanted.value) && (!proxies.known || proxies.value.some(({ isAtHome }) => isAtHome)),
  judge(point, { services }) {
    const { isWanted, port, namespace, subject } = point;
    const proxies = required(point.proxies).filter(({ isAtHome }) => isAtHome);
    if (!required(isWanted)) return undefined;
    const ports = proxies.map(({ ports: fact, pid }) => requiredPart(required(fact), `the sockets of process ${pid}`));
    if (ports.some((open) => open.has(port))) return undefined;
    const rule = 'router' in point.at ? redirectTo(point.at.router, port) : undefined;
    const heard = ports.flatMap((open) => (open.has(usualPort) ? usualPort : open.size === 1 ? [...open] : []))[0];
    if (rule !== undefined && heard !== undefined && 'router' in point.at) {
      return {
        summary: `${namespace} redirects metadata requests to TCP port ${port}; its proxy listens on ${heard}.`,
        evidence: [
          rulesEvidence(point.at.router, 'nat', metadataAddress),
          { command: within(namespace, 'ss', '-ltn'), where: namespace, output: `LISTEN *:${heard}` },
        ],
        // Of the two, the one that has the usual port is right.
        fix:
          port === usualPort
            ? restartFix(
                services,
                'l3-agent',
                'configures the proxy and starts it again',
                proxies.map(({ pid }) => ['kill', '-KILL', String(pid)]),
              )
            : portFix(point.at.router, rule, heard),
      };
    }
    return {
      summary: `The metadata proxy of ${namespace} does not listen on TCP port ${port}.`,
      evidence: [
        processEvidence(proxies, `ns-metadata-proxy.*${subject.id}`),
        {
          command: within(namespace, 'ss', '-ltn', 'sport', '=', `:${port}`),
          where: namespace,
          output: '(no socket)',
        },
      ],
      fix: startProxyFix(
        point,
        proxies.map(({ pid }) => pid),
        services,
      ),
    };
  },
});

/** metadata_port of the L3 agent, unless it is set otherwise. */
const usualPort = 9697;

const redirectTo = ({ tables }: Router, port: number): Rule | undefined =>
  valuesOf(tableOf(tables, 'nat')).find(
    (rule) =>
      addressOf(rule, 'destination') === metadataAddress &&
      rule.target.kind === 'redirect' &&
      rule.target.port === port,
  );

/** The same rule in front of itself, with another port. */
function portFix(router: Router, rule: Rule, port: number) {
  const old = ruleWords(rule);
  const right = old.map((word, at) => (old[at - 1] === '--to-ports' ? String(port) : word));
  const change = (put: readonly string[], take: readonly string[]) => [
    iptables(router, 'nat', '-I', ...put),
    iptables(router, 'nat', '-D', ...take),
  ];
  return safeFix(
    `Redirect to port ${port}`,
    change(right, old),
    change(old, right),
    'The L3 agent maintains this rule; restarting it has the same effect.',
  );
}
