import type { Gap, Translation } from '../trace.ts';
import { type Blocker, type Cause, whereOf } from './blocker.ts';
import { type Counted, deletion, ipRulesOf, ipTools, isAgents, savedRulesOf } from './iptables.ts';
import { rulesetOf, rulesetTextOf, translatingRules } from './nftables.ts';

/**
 * Rules that gave the packet another address than the agents' rules do, by which it gets lost later on: the answer goes to
 * nobody, or the packet itself does.
 */
export const translation: Blocker = {
  id: 'translation',
  commands: (gap) =>
    [...new Set(gap.translations.map(({ namespace }) => namespace))].flatMap((namespace) => [
      ...ipTools.map(({ save }) => savedRulesOf(namespace, save)),
      rulesetOf(namespace),
      rulesetTextOf(namespace),
    ]),
  judge: (gap, readings) =>
    gap.translations.flatMap((made) => [
      ...translatingRules(gap, readings, made.namespace, addressesMadeBy(made)).map((cause) => ({
        ...cause,
        ...layerOf(gap, made.namespace),
      })),
      ...ipRulesOf(readings, made.namespace)
        .filter(({ rule }) => rule.table === 'nat' && !isAgents(rule.chain) && isMaker(rule, made))
        .map(({ tool, question, rule }): Cause => {
          const { namespace } = made;
          const { chain, number } = rule;
          return {
            blocker: 'translation',
            certainty: 'decided',
            summary: `Rule ${number} of chain ${chain} of table nat on ${namespace ?? 'the host'} makes ${spell(made.to)} of ${spell(made.from)}.`,
            evidence: [{ command: question.argv, where: whereOf(namespace), output: rule.text }],
            ...layerOf(gap, namespace),
            fix: deletion(tool, namespace, rule),
          };
        }),
    ]),
};

const addressesMadeBy = ({ from, to }: Translation): readonly string[] =>
  [from.src === to.src ? [] : to.src, from.dst === to.dst ? [] : to.dst].flat();

const spell = ({ src, dst }: Translation['from']): string => `${src} > ${dst}`;

/** The packet may have got lost elsewhere, but this is where it was spoilt. */
const layerOf = ({ segment }: Gap, namespace: string | undefined): Pick<Cause, 'layer'> =>
  segment.kind === 'stack' && segment.namespace === namespace
    ? {}
    : { layer: namespace === undefined ? 'host-route' : 'router' };

/** Whether the address that the packet got is the one that a rule gives. */
function isMaker({ spec, verdict }: Counted, { from, to }: Translation): boolean {
  const given = spec[spec.findIndex((word) => ['--to-source', '--to-destination', '--to'].includes(word)) + 1];
  const address =
    verdict === 'SNAT' && from.src !== to.src ? to.src : verdict === 'DNAT' && from.dst !== to.dst ? to.dst : undefined;
  return given !== undefined && address !== undefined && isAmong(address, given);
}

/** `203.0.113.250`, `203.0.113.250:80`, `203.0.113.250-203.0.113.253:1024-2048`. */
function isAmong(address: string, given: string): boolean {
  const [range = ''] = given.split(':');
  const [low = '', high = low] = range.split('-');
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return number(address) >= number(low) && number(address) <= number(high);
}
