// A site's own check: `qdoctor --ci --checks FILE_OR_FOLDER`. Here, every subnet's router has the first address.
import { defineCheck, required } from 'qdoctor';

export default defineCheck({
  id: 'site-gateway-not-first',
  layer: 'router',
  title: 'A router does not have the first address of its subnet',
  why: 'Machines of this site that have no DHCP send what is for others to the first address.',
  symptom: 'Machines without DHCP reach nothing outside of their subnet.',
  remedy: 'Give the router the first address of the subnet.',
  limits: 'It knows subnets of /24 only.',
  sources: ['https://wiki.example.org/our-addresses'],
  severity: 'warning',
  each: 'routerLegs',
  explainedBy: ['router-interface-missing', 'router-interface-address-missing'],
  applies: ({ role }) => role === 'router-interface',
  judge({ device, interface: found, router }) {
    const addresses = (required(found)?.addresses ?? []).filter(({ family }) => family === 'inet');
    const odd = addresses.find(({ address, prefixLength }) => prefixLength === 24 && !address.endsWith('.1'));
    if (odd === undefined) return undefined;
    return {
      summary: `${device} has ${odd.address}, which is not the first address of its subnet.`,
      evidence: [
        {
          command: ['ip', '-n', router.namespace, 'addr', 'show', 'dev', device],
          where: router.namespace,
          output: `${odd.address}/${odd.prefixLength}`,
        },
      ],
      fix: null,
    };
  },
});
