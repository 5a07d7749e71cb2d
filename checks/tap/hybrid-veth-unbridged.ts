import { defineCheck, requiredPart } from '../../src/engine/check.ts';
import { masterEvidence } from '../../src/evidence/devices.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'hybrid-veth-unbridged',
  layer: 'tap',
  title: 'Veth of a VM is not on its bridge',
  why: "qvb must be a port of the VM's bridge: it is the only path from there to the switch.",
  symptom: "The VM's tap and bridge work, but no packet of the VM reaches qvb.",
  remedy: 'Add qvb to qbr again.',
  limits: "Its bridge must have nova's name, qbr and the port's key: a custom bridge is not accepted.",
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://man7.org/linux/man-pages/man8/bridge.8.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  comparesNoAddresses: true,
  explainedBy: ['hybrid-bridge-missing'],
  applies: ({ tap, qvb }) => tap !== undefined && qvb !== undefined,
  judge({ qvb, portKey }) {
    const bridge = `qbr${portKey}`;
    if (qvb === undefined || requiredPart(qvb.master, `the bridge of ${qvb.name}`) === bridge) return undefined;
    return {
      summary: `${qvb.name} is not a port of ${bridge}.`,
      evidence: [masterEvidence(qvb)],
      fix: safeFix(
        `Add ${qvb.name} to ${bridge}`,
        [['ip', 'link', 'set', qvb.name, 'master', bridge]],
        [['ip', 'link', 'set', qvb.name, 'nomaster']],
        'nova does this at each start of the instance: find what undid it.',
      ),
    };
  },
});
