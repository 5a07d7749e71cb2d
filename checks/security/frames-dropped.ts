import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'frames-dropped',
  layer: 'security',
  title: 'Bridge rules drop all of a device',
  why: 'ebtables drops every frame of a VM or a NIC, whatever its security group allows.',
  symptom: 'One VM neither gets an address nor answers, while all devices and tags are right.',
  remedy: 'Delete the rule: `ebtables -D CHAIN RULE`, and find what wrote it (libvirt filters, a script).',
  limits: "Read from `ebtables -L` in a saved text, in the kernel's own chains only.",
  sources: ['https://ebtables.netfilter.org/documentation/what.html', 'https://linux.die.net/man/8/ebtables'],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: says('frames-dropped'),
  judge: (item) =>
    statedFault(item, 'frames-dropped', ({ device, chain, rule }) => ({
      summary: `ebtables drops all frames of ${device} (${rule}).`,
      fix: safeFix(
        `Delete the rule of ebtables that drops the frames of ${device}`,
        [['ebtables', '-D', chain, ...rule.split(/\s+/)]],
        [['ebtables', '-A', chain, ...rule.split(/\s+/)]],
        'No agent writes such a rule: find what does, and remove it there.',
      ),
    })),
});
