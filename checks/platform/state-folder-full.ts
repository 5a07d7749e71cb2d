import { defineCheck, required } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'state-folder-full',
  layer: 'platform',
  title: 'No space is left for the state of the agents',
  why: "The DHCP agent can't write host files, nor dnsmasq leases: new VMs get no address.",
  symptom: 'New VMs get no address, existing ones keep theirs, and the agents log "No space left on device".',
  remedy:
    'No command is proposed, as only the operator knows what may be deleted: make room, then restart the DHCP agent, which rewrites its files.',
  limits:
    'Reported if no block or inode is left for non-root users; a nearly full file system, quotas, and folders without agent files are not checked.',
  sources: [
    'https://man7.org/linux/man-pages/man2/statfs.2.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py',
  ],
  severity: 'error',
  each: 'limits',
  comparesNoAddresses: true,
  ofAnyDriver: true,
  explainedBy: [],
  applies: ({ stateFolders }) => !stateFolders.known || stateFolders.value.length > 0,
  judge({ stateFolders }) {
    const full = required(stateFolders).find(
      ({ freeBlocks, blocks, freeInodes, inodes }) =>
        (blocks > 0 && freeBlocks === 0) || (inodes > 0 && freeInodes === 0),
    );
    if (full === undefined) return undefined;
    const isOfInodes = full.freeBlocks > 0;
    return {
      summary: `The file system of ${full.path} has no ${isOfInodes ? 'inode' : 'space'} left.`,
      evidence: [
        {
          command: ['df', isOfInodes ? '-i' : '-k', full.path],
          where: 'host',
          output: isOfInodes
            ? `${full.inodes} inodes, ${full.freeInodes} free`
            : `${full.blocks} blocks, ${full.freeBlocks} free for who is not root`,
        },
      ],
      // What may be deleted there, nobody but the operator knows.
      fix: null,
    };
  },
});
