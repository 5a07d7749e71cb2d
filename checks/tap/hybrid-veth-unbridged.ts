import { defineCheck, toldPart } from '../../src/engine/check.ts';
import { masterEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'hybrid-veth-unbridged',
  layer: 'tap',
  title: 'Veth of a VM is not on its bridge',
  why: "qvb has to be a port of the VM's bridge: it is the only way from there to the switch.",
  symptom: "The VM's tap and bridge work, yet no packet of the VM comes to qvb.",
  remedy: 'Make qvb a port of qbr again.',
  limits:
    'Its bridge must bear the name that nova gives it, qbr and the key of the port: a bridge of another name, made by hand, is not accepted.',
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://man7.org/linux/man-pages/man8/bridge.8.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: ['hybrid-bridge-missing'],
  applies: ({ tap, qvb }) => tap !== undefined && qvb !== undefined,
  judge({ qvb, portKey }) {
    const bridge = `qbr${portKey}`;
    if (qvb === undefined || toldPart(qvb.master, `the bridge of ${qvb.name}`) === bridge) return undefined;
    return {
      summary: `${qvb.name} is not a port of ${bridge}.`,
      evidence: [masterEvidence(qvb)],
      fix: safeFix(
        `Make ${qvb.name} a port of ${bridge}`,
        [['ip', 'link', 'set', qvb.name, 'master', bridge]],
        [['ip', 'link', 'set', qvb.name, 'nomaster']],
        'nova does this at each start of the instance: find out who undid it.',
      ),
    };
  },
});
