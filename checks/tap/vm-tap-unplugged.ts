import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'vm-tap-unplugged',
  layer: 'tap',
  title: 'Tap of an instance is not on the bridge that libvirt names',
  why: 'libvirt plugs the VM by this tap into this bridge: off it, the VM is unplugged.',
  symptom: 'The instance runs, and no packet of it reaches its bridge.',
  remedy:
    'Add the tap to its bridge (`brctl addif qbr… tap…`), or reboot the instance with `openstack server reboot --hard`.',
  limits:
    'Read from `virsh domiflist` and `brctl show` in a saved text. An instance that is shut off has no tap either, so it only warns.',
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://www.libvirt.org/manpages/virsh.html#domiflist',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  with: ['statements'],
  explainedBy: ['hybrid-tap-unbridged', 'hybrid-bridge-missing'],
  applies: says('domain-tap'),
  judge: (item, { statements }) =>
    statedFault(item, 'domain-tap', ({ tap, bridge }) => {
      const isUntapped = valuesOf(statements).some(
        ({ statement }) => statement.kind === 'hybrid-bridge-untapped' && statement.bridge === bridge,
      );
      return isUntapped
        ? {
            summary: `${tap} of the instance is not a port of ${bridge}, unless the instance is shut off.`,
            fix: safeFix(
              `Add ${tap} to ${bridge}`,
              [['ip', 'link', 'set', tap, 'master', bridge]],
              [['ip', 'link', 'set', tap, 'nomaster']],
              'libvirt does this at each start of the instance: find what undid it.',
            ),
          }
        : undefined;
    }),
});
