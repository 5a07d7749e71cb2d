import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const host = (underlay: number, tap: number, type = 'vxlan') => `root@cmp1:~# ip a show ens4
3: ens4: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu ${underlay} qdisc fq_codel state UP group default qlen 1000
    link/ether fa:16:3e:9b:11:7c brd ff:ff:ff:ff:ff:ff
    inet 172.29.240.12/22 brd 172.29.243.255 scope global ens4
root@cmp1:~# ip link show tap6f0c2b11-90
14: tap6f0c2b11-90: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu ${tap} qdisc fq_codel state UNKNOWN mode DEFAULT group default
    link/ether fe:16:3e:21:4a:0b brd ff:ff:ff:ff:ff:ff
root@cmp1:~# ovs-vsctl show | grep -A3 ${type}-
        Port ${type}-ac1df00b
            Interface ${type}-ac1df00b
                type: ${type}
                options: {in_key=flow, local_ip="172.29.240.12", out_key=flow, remote_ip="172.29.240.11"}
`;

testCheck(
  'underlay-mtu-small',
  [
    reject('a NIC with the MTU of the VMs', pasted(host(1450, 1450)), {
      summary: /^ens4, where the tunnels start, has MTU 1450; vxlan needs 1500 for the 1450 bytes/,
      fix: null,
    }),
    accept('one with room for the tunnel', pasted(host(1500, 1450))),
    accept('an old release with 1500 at both', pasted(host(1500, 1500))),
    accept('smaller networks', pasted(host(1450, 1400, 'gre'))),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
