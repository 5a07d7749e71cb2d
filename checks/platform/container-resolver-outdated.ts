import { defineCheck, required } from '../../src/engine/check.ts';
import { restartContainer } from '../../src/remedies/containers.ts';

export default defineCheck({
  id: 'container-resolver-outdated',
  layer: 'platform',
  title: 'Container asks other name servers than the host',
  why: "An agent that can't resolve the names of its message queue or of Neutron gets no work and reports nothing.",
  symptom:
    "Since the host's name servers were changed, agents are dead in `openstack network agent list`; the host itself resolves all names.",
  remedy: 'Restart the container: its runtime copies resolv.conf of the host when it starts.',
  limits:
    'Compares name servers only, and not where the host asks a resolver of its own (127.0.0.53), whose upstream servers containers get.',
  sources: [
    'https://docs.docker.com/engine/network/#dns-services',
    'https://bugs.launchpad.net/kolla-ansible/+bug/1829133',
  ],
  severity: 'warning',
  each: 'containers',
  with: ['services'],
  ofAnyDriver: true,
  explainedBy: [],
  applies: ({ work, inside }) => work !== undefined && (!inside.known || inside.value !== undefined),
  judge(view, { services }) {
    const { container, inside: fact, host } = view;
    const own = required(fact)?.nameservers ?? [];
    const wanted = required(host).nameservers;
    const isLocal = [...own, ...wanted].some((address) => address.startsWith('127.') || address === '::1');
    if (own.length === 0 || wanted.length === 0 || isLocal || wanted.some((address) => own.includes(address)))
      return undefined;
    return {
      summary: `${container.name} asks the name server ${own.join(', ')}, the host ${wanted.join(', ')}.`,
      evidence: [
        { command: ['grep', '^nameserver ', '/etc/resolv.conf'], where: 'host', output: wanted.join('\n') },
        {
          command: ['grep', '^nameserver ', `/proc/${required(fact)?.pid}/root/etc/resolv.conf`],
          where: 'host',
          output: own.join('\n'),
        },
      ],
      fix: restartContainer(
        view,
        services,
        'Restart the other containers of this host too after its name servers change.',
      ),
    };
  },
});
