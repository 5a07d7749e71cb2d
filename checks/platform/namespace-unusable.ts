import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'namespace-unusable',
  layer: 'platform',
  title: 'Namespace cannot be entered',
  why: 'Routers and DHCP servers live in namespaces: what the agent cannot enter, it cannot set up.',
  symptom:
    'The command `ip netns exec` says "setting the network namespace failed: Invalid argument", or that there is none.',
  remedy:
    'Delete the name (`ip netns delete NAME`) where it cannot be entered, and restart the agent that owns it (L3 for qrouter, DHCP for qdhcp), which makes it again.',
  limits:
    'Read from what `ip` said in a saved text. A namespace that is missing may be on another host, and one that only another mount namespace shows (an agent in a container) is whole there.',
  sources: [
    'https://bugs.launchpad.net/bugs/1561695',
    'https://bugs.launchpad.net/bugs/1052535',
    'https://man7.org/linux/man-pages/man8/ip-netns.8.html',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: ['namespaces-not-shared'],
  applies: says('namespace-unusable'),
  judge: (item) =>
    statedFault(item, 'namespace-unusable', ({ name, because }) => ({
      ...(because === 'no namespace' && name !== undefined ? ({ severity: 'error' } as const) : {}),
      ...layerOf(name),
      summary:
        because === 'missing'
          ? `Namespace ${name} does not exist on the host where \`ip\` was run.`
          : because === 'unsupported'
            ? 'The `ip` of this host knows no namespaces, without which neither routers nor DHCP servers have one of their own.'
            : `${name ?? 'A name in /run/netns'} is no namespace: \`ip\` cannot enter it.`,
      fix: null,
      next: nextFor(name, because),
    })),
});

const layerOf = (name = '') =>
  /^(?:qrouter|snat|fip)-/.test(name)
    ? ({ layer: 'router' } as const)
    : name.startsWith('qdhcp-')
      ? ({ layer: 'dhcp' } as const)
      : {};

function nextFor(name: string | undefined, because: string): string | undefined {
  if (because === 'missing')
    return 'Find the host of the router or DHCP server (`openstack network agent list --router ID`, `--network ID`) and run the command there; if this is the host, restart its agent.';
  if (because === 'unsupported')
    return 'Install an iproute2 and a kernel that have network namespaces, then restart the L3 and DHCP agents; or set use_namespaces=False, as Quantum and Neutron until Juno can.';
  return name === undefined
    ? 'Find it: `for n in $(ls /run/netns); do ip netns exec $n true || echo $n; done`. Delete it with `ip netns delete`, and restart its agent.'
    : undefined;
}
