import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { placeOf, statedFault } from '../../src/judgements/statements.ts';
import { mayStandBy } from '../../src/topology/routers.ts';

export default defineCheck({
  id: 'metadata-port-closed',
  layer: 'metadata',
  title: 'Nothing listens where a router sends requests for metadata',
  why: 'The router redirects requests for 169.254.169.254 to a port of its own, where no proxy takes them.',
  symptom: 'VMs behind the router boot without keys and user data: "Connection refused" from 169.254.169.254.',
  remedy: "Restart the L3 agent, which starts the router's metadata proxy; its log says why it ended.",
  limits:
    'Read from a whole list of sockets of the namespace beside the rule, in a saved text. It only warns, as a line of that list may be lost, and a router on standby has no proxy in newer releases.',
  sources: [
    'https://github.com/rcbops/rpc-openstack/issues/1002',
    'https://techbackground.blogspot.com/2013/06/metadata-via-quantum-router.html',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  with: ['statements', 'routers', 'metadataPoints'],
  explainedBy: ['metadata-proxy-not-running', 'metadata-proxy-not-listening'],
  applies: (item) => item.statement.kind === 'open-ports' && item.statement.protocol === 'tcp',
  judge: (item, { statements, routers, metadataPoints }) =>
    statedFault(item, 'open-ports', ({ ports }) => {
      const own = valuesOf(statements).filter(({ namespace }) => namespace === item.namespace);
      const wanted = own.flatMap(({ statement }) => (statement.kind === 'metadata-redirect' ? [statement.port] : []));
      const isMissed = valuesOf(statements).some(({ statement }) => statement.kind === 'metadata-unanswered');
      const [port = isMissed ? usualPort : undefined] = wanted;
      const router = valuesOf(routers).find(({ namespace }) => namespace === item.namespace);
      const isElsewhere = router !== undefined && (mayStandBy(router) || router.mode === 'distributed');
      // Where a proxy is seen to run, it is the list of sockets that lacks a line.
      const runs = valuesOf(metadataPoints).some(
        ({ namespace, proxies }) => namespace === item.namespace && valuesOf(proxies).length > 0,
      );
      if (port === undefined || ports.includes(port) || isElsewhere || runs) return undefined;
      return {
        summary: `Nothing listens on port ${port}${placeOf(item)}, where requests for metadata are sent.`,
        fix: null,
      };
    }),
});

/** Neutron, conf/agent/metadata/config.py: metadata_port. */
const usualPort = 9697;
