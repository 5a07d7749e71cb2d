import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { mounts } from '../../support/edits/containers.ts';

const inContainer = /^\/proc\/\d+\/mountinfo:.* \/run\/netns /;

testCheck(
  'namespaces-not-shared',
  [
    reject(
      'a mount without propagation',
      mounts(inContainer, (line) => line.replace(/ (?:shared|master):\d+/g, '')),
      {
        summary: /does not share \/run\/netns with the host/,
        fix: null,
        count: 2,
      },
    ),
    reject(
      'a mount that takes from the host only',
      mounts(inContainer, (line) => line.replace(/ shared:(\d+)/, ' master:$1')),
      {
        summary: /does not share/,
        fix: null,
        count: 2,
      },
    ),
    reject(
      'no mount at all',
      mounts(inContainer, () => []),
      { summary: /does not share/, fix: null, count: 2 },
    ),
    accept(
      'a host that has it in the mount of /run',
      mounts(/^\/proc\/(?:self|\d+)\/mountinfo:.* \/run(?:\/netns)? /, (line) =>
        /^\/proc\/self.* \/run\/netns /.test(line)
          ? []
          : line.startsWith('/proc/self')
            ? line.replace(' - ', ' shared:5 - ').replace(/ shared:\d+( shared:5)/, '$1')
            : line.replace(/ shared:\d+/, ' shared:5'),
      ),
    ),
  ],
  { on: 'kolla' },
);
