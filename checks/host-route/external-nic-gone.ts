import { hasOwnAddress, missingNics, nicPorts, unusedNics } from '../../src/analysis/uplinks.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { valuesOf } from '../../src/facts/known.ts';
import type { OutsideBridge } from '../../src/topology/outside-bridges.ts';

export default defineCheck({
  id: 'external-nic-gone',
  layer: 'host-route',
  title: 'NIC of the external bridge does not exist',
  why: 'The bridge has a port for a NIC that is gone or was renamed at boot, and has no other uplink.',
  symptom:
    'Since a reboot, a new kernel or another card no floating IP answers, and `ovs-vsctl show` has an error at the port of the NIC.',
  remedy: 'Replace it by the only idle NIC that is up; with none or several, no fix is proposed.',
  limits:
    'Not reported while another NIC of the bridge exists. That a NIC was renamed is inferred from an idle one. A warning where the host is the gateway, and for a bridge that no router uses if others have an uplink.',
  sources: ['https://github.com/canonical/stsstack-bundles/issues/47'],
  severity: 'error',
  each: 'outsideBridges',
  comparesNoAddresses: true,
  fromExcerpts: true,
  with: ['hostStack', 'switchDatabase'],
  explainedBy: ['ovs-vswitchd-not-answering'],
  applies: ({ uplinks }) => uplinks.length > 0,
  judge(view, { hostStack, switchDatabase }) {
    const gone = missingNics(view, hostStack);
    const [nic] = gone;
    const areDevicesKnown = hostStack.interfaces.known;
    const isTap = (name: string) =>
      valuesOf(hostStack.interfaces).some((one) => one.name === name && one.kind === 'tun');
    const others = nicPorts(view).filter((port) => !gone.includes(port) && !isTap(port.name));
    if (nic === undefined || others.length > 0) return undefined;
    const idle = areDevicesKnown ? unusedNics({ hostStack, switchDatabase }) : [];
    const [other] = idle.length === 1 ? idle : [];
    return {
      summary: `${nic.name} is a port of ${view.name}, but the device does not exist${other === undefined ? '' : `; ${other.name} is up and idle`}.`,
      severity: isSevere(view) ? 'error' : 'warning',
      evidence: [
        {
          command: ['ovs-vsctl', '--columns=name,ofport,error', 'list', 'Interface', nic.name],
          where: 'host',
          output: `ofport: ${nic.ofport ?? '[]'}, error: ${nic.error ?? '[]'}`,
        },
        ...(areDevicesKnown ? [linkEvidence(undefined, nic.name, undefined)] : []),
      ],
      fix:
        other === undefined
          ? null
          : {
              summary: `Replace ${nic.name} by ${other.name}`,
              risk: 'disruptive',
              commands: [
                ['ovs-vsctl', '--if-exists', 'del-port', view.name, nic.name],
                ['ovs-vsctl', '--may-exist', 'add-port', view.name, other.name],
              ],
              undo: [
                ['ovs-vsctl', '--if-exists', 'del-port', view.name, other.name],
                ['ovs-vsctl', '--may-exist', 'add-port', view.name, nic.name],
              ],
              permanent: 'Name the NIC by its MAC or slot (systemd.link), so that it keeps its name.',
            },
    };
  },
});

const isSevere = ({ external, isOnlyWayOut }: OutsideBridge): boolean =>
  external === undefined ? isOnlyWayOut : !hasOwnAddress(external);
