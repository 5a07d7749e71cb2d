import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { goneNics, hasOwnAddress, idleNics, nicsOf } from '../../src/engine/uplinks.ts';

export default defineCheck({
  id: 'external-nic-gone',
  layer: 'host-route',
  title: 'NIC of the external bridge does not exist',
  why: 'The bridge keeps a port for a NIC that is gone or was renamed at boot, and nothing else leads out of the host.',
  symptom:
    'Since a reboot, a new kernel or another card no floating IP answers, and `ovs-vsctl show` has an error at the port of the NIC.',
  remedy:
    'Put the one NIC that is up and serves nothing in its place; if there is none, or several, nothing is proposed.',
  limits:
    'Another NIC of the bridge that is there is enough for silence. That a NIC was renamed is a guess from one that is idle. It warns where the host is the gateway.',
  sources: ['https://github.com/canonical/stsstack-bundles/issues/47'],
  severity: 'error',
  each: 'externalBridges',
  explainedBy: ['ovs-vswitchd-not-answering'],
  applies: ({ uplinks }) => uplinks.length > 0,
  judge(view) {
    const [gone] = goneNics(view);
    if (gone === undefined || nicsOf(view).length > 0) return undefined;
    const idle = idleNics(view);
    const [nic] = idle.length === 1 ? idle : [];
    return {
      summary: `${gone.name} is a port of ${view.name}, but there is no such device${nic === undefined ? '' : `, while ${nic.name} is up and serves nothing`}.`,
      severity: hasOwnAddress(view) ? 'warning' : 'error',
      evidence: [
        {
          command: ['ovs-vsctl', '--columns=name,ofport,error', 'list', 'Interface', gone.name],
          where: 'host',
          output: `ofport: ${gone.ofport ?? '[]'}, error: ${gone.error ?? '[]'}`,
        },
        linkEvidence(undefined, gone.name, undefined),
      ],
      fix:
        nic === undefined
          ? null
          : {
              summary: `Put ${nic.name} in the place of ${gone.name}`,
              risk: 'disruptive',
              commands: [
                ['ovs-vsctl', '--if-exists', 'del-port', view.name, gone.name],
                ['ovs-vsctl', '--may-exist', 'add-port', view.name, nic.name],
              ],
              undo: [
                ['ovs-vsctl', '--if-exists', 'del-port', view.name, nic.name],
                ['ovs-vsctl', '--may-exist', 'add-port', view.name, gone.name],
              ],
              permanent: 'Name the NIC by its MAC or slot (systemd.link), so that it keeps its name.',
            },
    };
  },
});
