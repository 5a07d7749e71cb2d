import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  within
} from "./chunk-XZGLRBJB.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";

// src/lab/faults/fault.ts
var bothLayouts = ["folsom", "neutron"];

// src/lab/ids.ts
import { createHash } from "node:crypto";
function uuidOf(...words) {
  const hex2 = createHash("sha256").update(words.join("/")).digest("hex");
  const variant = `a${hex2.slice(17, 20)}`;
  return [hex2.slice(0, 8), hex2.slice(8, 12), `4${hex2.slice(13, 16)}`, variant, hex2.slice(20, 32)].join("-");
}
function macOf(n) {
  const hex2 = (n * 10368889 % 16777216).toString(16).padStart(6, "0");
  return ["fa:16:3e", hex2.slice(0, 2), hex2.slice(2, 4), hex2.slice(4, 6)].join(":");
}
function deviceSuffix(portId2) {
  return portId2.slice(0, 11);
}
function linkLocalOf(mac) {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac.split(":").map((byte) => Number.parseInt(byte, 16));
  const word = (high, low) => (high * 256 + low).toString(16);
  return `fe80::${word(a ^ 2, b)}:${word(c, 255)}:${word(254, d)}:${word(e, f)}`;
}

// src/lab/model.ts
var externalNetwork = {
  cidr: "203.0.113.0/24",
  gateway: "203.0.113.1",
  bridge: "br-ex",
  tag: 2,
  /** An address of the external network that nobody has. */
  nobody: "203.0.113.253"
};
var hostNic = { device: "eth0", address: "192.0.2.10", peer: "192.0.2.1", prefix: 24 };
var tunnelNic = {
  device: "eth1",
  address: "198.18.0.10",
  peer: "198.18.0.20",
  prefix: 24,
  mtu: 1500
};
var tunnelPort = "vxlan-c6120014";
var worldAddress = "198.51.100.1";
var floatingIp = "203.0.113.150";
var qgOctetA = 101;
var qgOctetB = 102;
var takenOctets = /* @__PURE__ */ new Set([qgOctetA, qgOctetB, 150, 200]);
var freeOctets = Array.from({ length: 251 }, (_, index) => index + 2).filter((octet) => !takenOctets.has(octet));
var maxNetworks = 240;
function labModel(layout, networkCount = 0) {
  if (!Number.isInteger(networkCount) || networkCount < 0 || networkCount > maxNetworks) {
    throw new UserError(`A lab has 0 to ${maxNetworks} further networks, not ${networkCount}.`);
  }
  let ports = 0;
  const port = (owner, prefix, address) => {
    const id = uuidOf("port", prefix, owner);
    ports += 1;
    return { id, mac: macOf(ports), device: `${prefix}${deviceSuffix(id)}`, address };
  };
  const folsom = layout === "folsom";
  const project = folsom ? "quantum" : "neutron";
  const stateDir = `/var/lib/${project}`;
  const tenant = (name2, addresses) => {
    const id = uuidOf("network", name2);
    const network = {
      name: `net-${name2}`,
      id,
      subnetId: uuidOf("subnet", name2),
      cidr: `${addresses.subnet}.0/24`,
      gateway: `${addresses.subnet}.1`,
      tag: addresses.tag,
      segmentationId: 1e3 + addresses.tag,
      // VXLAN takes 50 bytes of the wire's 1500.
      mtu: folsom ? 1500 : 1450,
      namespace: `qdhcp-${id}`,
      dhcpPort: port(name2, "tap", `${addresses.subnet}.2`),
      hasMetadata: !folsom && name2 === "b",
      dhcpDir: `${stateDir}/dhcp/${id}`
    };
    const routerId = uuidOf("router", name2);
    const router = {
      name: `router-${name2}`,
      id: routerId,
      namespace: `qrouter-${routerId}`,
      network,
      qr: port(name2, "qr-", network.gateway),
      qg: port(name2, "qg-", `203.0.113.${addresses.qgOctet}`),
      floatingIps: addresses.withFloatingIp ? [{ floating: floatingIp, fixed: `${addresses.subnet}.3` }] : [],
      hasMetadata: !folsom && (name2 === "a" || name2 === "b")
    };
    const vm = (vmName, octet, asksForLease) => {
      const { id: portId2, mac, address } = port(vmName, "qvo", `${addresses.subnet}.${octet}`);
      const suffix = deviceSuffix(portId2);
      const devices = { tap: `tap${suffix}`, qbr: `qbr${suffix}`, qvb: `qvb${suffix}`, qvo: `qvo${suffix}` };
      const instanceId = uuidOf("instance", vmName);
      const namespace3 = `vm-${vmName}`;
      return { name: vmName, namespace: namespace3, instanceId, network, portId: portId2, mac, address, ...devices, asksForLease };
    };
    return { network, router, vm };
  };
  const shared = "10.11.12";
  const a = tenant("a", { subnet: shared, tag: folsom ? 1 : 3, qgOctet: qgOctetA, withFloatingIp: true });
  const b = tenant("b", { subnet: shared, tag: folsom ? 2 : 1, qgOctet: qgOctetB });
  const further = freeOctets.slice(0, networkCount).map((qgOctet, index) => {
    const name2 = `c${String(index + 1).padStart(3, "0")}`;
    return { name: name2, ...tenant(name2, { subnet: `10.64.${index + 1}`, tag: index + 4, qgOctet }) };
  });
  const [a1, a2, b1] = [a.vm("a1", 3, true), a.vm("a2", 4, true), b.vm("b1", 3, true)];
  return {
    layout,
    firewall: "hybrid",
    stateDir,
    gatewayBridge: folsom ? "br-ex" : "br-int",
    services: {
      l2: folsom ? "quantum-plugin-openvswitch-agent" : "neutron-openvswitch-agent",
      l3: `${project}-l3-agent`,
      dhcp: `${project}-dhcp-agent`
    },
    programs: { l2: `${project}-openvswitch-agent`, l3: `${project}-l3-agent`, dhcp: `${project}-dhcp-agent` },
    externalNetwork: { ...externalNetwork, id: uuidOf("network", "external") },
    a: { network: a.network, router: a.router, vm1: a1, vm2: a2 },
    b: { network: b.network, router: b.router, vm1: b1 },
    floatingIp,
    networks: [a.network, b.network, ...further.map((c) => c.network)],
    routers: [a.router, b.router, ...further.map((c) => c.router)],
    vms: [a1, a2, b1, ...further.map((c) => c.vm(c.name, 3, false))]
  };
}

// src/lab/words.ts
var lines = (all) => all.map((line) => `${line}
`).join("");
function addressCommand(line) {
  const [device4, address = ""] = line.split(" ");
  const broadcast = address.endsWith("/32") ? address.slice(0, -3) : "+";
  return `address replace ${address} brd ${broadcast} dev ${device4}`;
}
var saidBy = (end) => end.kind === "exited" ? end.stderr.trim() || end.stdout.trim() || `exit code ${end.exitCode}` : end.kind;

// src/lab/router-rules.ts
function routerRules(model, router) {
  return model.layout === "folsom" ? folsomRules(router) : neutronRules(router);
}
function folsomRules({ network, qg, floatingIps }) {
  const l32 = "quantum-l3-agent";
  return lines([
    "*filter",
    ...chains("INPUT", "FORWARD", "OUTPUT"),
    ...ownChains("quantum-filter-top", `${l32}-FORWARD`, `${l32}-INPUT`, `${l32}-OUTPUT`, `${l32}-local`),
    ...filterJumps("quantum", l32),
    "COMMIT",
    "*nat",
    ...chains("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
    ...ownChains(`${l32}-OUTPUT`, `${l32}-POSTROUTING`, `${l32}-PREROUTING`, `${l32}-float-snat`, `${l32}-snat`),
    ...ownChains("quantum-postrouting-bottom"),
    ...natJumps("quantum", l32),
    ...floatingIps.map((ip) => `-A ${l32}-OUTPUT -d ${ip.floating}/32 -j DNAT --to-destination ${ip.fixed}`),
    `-A ${l32}-POSTROUTING ! -i ${qg.device} ! -o ${qg.device} -m conntrack ! --ctstate DNAT -j ACCEPT`,
    ...floatingIps.map((ip) => `-A ${l32}-PREROUTING -d ${ip.floating}/32 -j DNAT --to-destination ${ip.fixed}`),
    ...floatingIps.map((ip) => `-A ${l32}-float-snat -s ${ip.fixed}/32 -j SNAT --to-source ${ip.floating}`),
    `-A ${l32}-snat -j ${l32}-float-snat`,
    `-A ${l32}-snat -s ${network.cidr} -j SNAT --to-source ${qg.address}`,
    `-A quantum-postrouting-bottom -j ${l32}-snat`,
    "COMMIT"
  ]);
}
function neutronRules({ qr, qg, floatingIps, hasMetadata }) {
  return rulesOf({
    inside: qr.device,
    outside: qg.device,
    hasMetadata,
    marks: [
      `-A ${l3}-POSTROUTING -o ${qg.device} -m connmark --mark 0x0/0xffff0000 ${saveMark}`,
      `-A ${l3}-mark -i ${qg.device} -j MARK --set-xmark 0x2/0xffff`
    ],
    scopes: [],
    translations: [
      ...floatingIps.map((ip) => `-A ${l3}-OUTPUT -d ${ip.floating}/32 -j DNAT --to-destination ${ip.fixed}`),
      ...floatingIps.map((ip) => `-A ${l3}-PREROUTING -d ${ip.floating}/32 -j DNAT --to-destination ${ip.fixed}`),
      ...floatSnat(floatingIps),
      `-A ${l3}-snat -j ${l3}-float-snat`,
      `-A ${l3}-snat -o ${qg.device} -j SNAT --to-source ${qg.address} --random-fully`,
      `-A ${l3}-snat -m mark ! --mark 0x2/0xffff -m conntrack --ctstate DNAT -j SNAT --to-source ${qg.address} --random-fully`
    ]
  });
}
var distributedRules = ({ qr, floatingIps, hasMetadata }, rfp) => rulesOf({
  inside: qr.device,
  outside: rfp,
  hasMetadata,
  marks: [],
  scopes: [`-A ${l3}-scope -o ${rfp} -m mark ! --mark 0x4000000/0xffff0000 -j DROP`],
  translations: [
    ...floatingIps.map(
      (ip) => `-A ${l3}-PREROUTING -d ${ip.floating}/32 -i ${rfp} -j DNAT --to-destination ${ip.fixed}`
    ),
    ...floatSnat(floatingIps),
    `-A ${l3}-snat -j ${l3}-float-snat`
  ]
});
var snatRules = (router, sg) => neutronRules({ ...router, qr: sg, floatingIps: [], hasMetadata: false });
var untracked = () => lines(rawTable(l3).toSpliced(-1, 0, `-A ${l3}-PREROUTING -j CT --notrack`));
var l3 = "neutron-l3-agent";
var saveMark = "-j CONNMARK --save-mark --nfmask 0xffff0000 --ctmask 0xffff0000";
var floatSnat = (floatingIps) => floatingIps.map((ip) => `-A ${l3}-float-snat -s ${ip.fixed}/32 -j SNAT --to-source ${ip.floating} --random-fully`);
function rulesOf({ inside, outside, hasMetadata, marks, scopes, translations }) {
  const mangled = [
    "FORWARD",
    "INPUT",
    "OUTPUT",
    "POSTROUTING",
    "PREROUTING",
    "float-snat",
    "floatingip",
    "mark",
    "scope"
  ];
  const metadata = `-d 169.254.169.254/32 -i qr-+ -p tcp -m tcp --dport 80`;
  const ofMetadata = (...rules) => hasMetadata ? rules : [];
  return lines([
    "*mangle",
    ...chains("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
    ...ownChains(...mangled.map((chain2) => `${l3}-${chain2}`)),
    ...["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"].map((chain2) => `-A ${chain2} -j ${l3}-${chain2}`),
    ...marks,
    `-A ${l3}-PREROUTING -j ${l3}-mark`,
    `-A ${l3}-PREROUTING -j ${l3}-scope`,
    `-A ${l3}-PREROUTING -m connmark ! --mark 0x0/0xffff0000 -j CONNMARK --restore-mark --nfmask 0xffff0000 --ctmask 0xffff0000`,
    `-A ${l3}-PREROUTING -j ${l3}-floatingip`,
    ...ofMetadata(`-A ${l3}-PREROUTING ${metadata} -j MARK --set-xmark 0x1/0xffff`),
    `-A ${l3}-float-snat -m connmark --mark 0x0/0xffff0000 ${saveMark}`,
    `-A ${l3}-scope -i ${inside} -j MARK --set-xmark 0x4000000/0xffff0000`,
    `-A ${l3}-scope -i ${outside} -j MARK --set-xmark 0x4000000/0xffff0000`,
    "COMMIT",
    ...rawTable(l3),
    "*filter",
    ...chains("INPUT", "FORWARD", "OUTPUT"),
    ...ownChains("neutron-filter-top", `${l3}-FORWARD`, `${l3}-INPUT`, `${l3}-OUTPUT`, `${l3}-local`, `${l3}-scope`),
    ...filterJumps("neutron", l3),
    `-A ${l3}-FORWARD -j ${l3}-scope`,
    ...ofMetadata(
      `-A ${l3}-INPUT -m mark --mark 0x1/0xffff -j ACCEPT`,
      `-A ${l3}-INPUT -p tcp -m tcp --dport 9697 -j DROP`
    ),
    `-A ${l3}-scope -o ${inside} -m mark ! --mark 0x4000000/0xffff0000 -j DROP`,
    ...scopes,
    "COMMIT",
    "*nat",
    ...chains("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
    ...ownChains(`${l3}-OUTPUT`, `${l3}-POSTROUTING`, `${l3}-PREROUTING`, `${l3}-float-snat`, `${l3}-snat`),
    ...ownChains("neutron-postrouting-bottom"),
    ...natJumps("neutron", l3),
    `-A ${l3}-POSTROUTING ! -o ${outside} -m conntrack ! --ctstate DNAT -j ACCEPT`,
    ...ofMetadata(`-A ${l3}-PREROUTING ${metadata} -j REDIRECT --to-ports 9697`),
    ...translations,
    `-A neutron-postrouting-bottom -m comment --comment "Perform source NAT on outgoing traffic." -j ${l3}-snat`,
    "COMMIT"
  ]);
}
function dhcpRules() {
  const dhcp = "neutron-dhcp-age";
  const hooks = ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"];
  return lines([
    "*mangle",
    ...chains(...hooks),
    ...ownChains(...hooks.map((hook) => `${dhcp}-${hook}`), `${dhcp}-mark`),
    ...hooks.map((hook) => `-A ${hook} -j ${dhcp}-${hook}`),
    `-A ${dhcp}-POSTROUTING -p udp -m udp --dport 68 -j CHECKSUM --checksum-fill`,
    `-A ${dhcp}-PREROUTING -j ${dhcp}-mark`,
    "COMMIT",
    ...rawTable(dhcp),
    "*filter",
    ...chains("INPUT", "FORWARD", "OUTPUT"),
    ...ownChains(`${dhcp}-FORWARD`, `${dhcp}-INPUT`, `${dhcp}-OUTPUT`, `${dhcp}-local`, "neutron-filter-top"),
    ...filterJumps("neutron", dhcp),
    "COMMIT"
  ]);
}
function rawTable(agent2) {
  const hooks = ["PREROUTING", "OUTPUT"];
  const own = ownChains(...hooks.map((hook) => `${agent2}-${hook}`));
  return ["*raw", ...chains(...hooks), ...own, ...hooks.map((hook) => `-A ${hook} -j ${agent2}-${hook}`), "COMMIT"];
}
function filterJumps(project, agent2) {
  return [
    `-A INPUT -j ${agent2}-INPUT`,
    `-A FORWARD -j ${project}-filter-top`,
    `-A FORWARD -j ${agent2}-FORWARD`,
    `-A OUTPUT -j ${project}-filter-top`,
    `-A OUTPUT -j ${agent2}-OUTPUT`,
    `-A ${project}-filter-top -j ${agent2}-local`
  ];
}
function natJumps(project, agent2) {
  return [
    `-A PREROUTING -j ${agent2}-PREROUTING`,
    `-A OUTPUT -j ${agent2}-OUTPUT`,
    `-A POSTROUTING -j ${agent2}-POSTROUTING`,
    `-A POSTROUTING -j ${project}-postrouting-bottom`
  ];
}
var chains = (...names) => names.map((name2) => `:${name2} ACCEPT [0:0]`);
var ownChains = (...names) => names.map((name2) => `:${name2} - [0:0]`);

// src/lab/distributed-router.ts
function distributedPorts({ snat, fip }, { mtu, tag }) {
  const bridge = "br-int";
  return [
    { port: snat.sg, namespace: snat.namespace, bridge, mtu, tag },
    { port: fip.fg, namespace: fip.namespace, bridge, mtu: 1500, tag: externalNetwork.tag }
  ];
}
function pairFiles({ routers }) {
  const pairs = routers.flatMap(({ namespace: namespace3, distributed }) => {
    if (distributed === void 0) return [];
    const { fip, rfp, fpr } = distributed;
    const outer = `name ${fpr.device} netns ${fip.namespace}`;
    return [`link add name ${rfp.device} netns ${namespace3} type veth peer ${outer}`];
  });
  return pairs.length === 0 ? [] : [["l3.pairs", lines(pairs)]];
}
var numberOf = (address) => address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
var fipPriority = 58143;
var fipTable = 16;
function distributedFiles(router, distributed) {
  const { namespace: namespace3, network, qr, qg, floatingIps } = router;
  const { snat, fip, rfp, fpr } = distributed;
  const own = numberOf(network.gateway);
  const fromRouter = numberOf(fpr.address);
  const gateway2 = `via ${externalNetwork.gateway}`;
  const part = (name2, addresses, commands, rules, sysctls = []) => [
    [`l3/${name2}.addresses`, lines(addresses)],
    [
      `l3/${name2}.batch`,
      lines([
        ...commands.filter(isOfLink),
        ...addresses.map(addressCommand),
        ...commands.filter((it) => !isOfLink(it))
      ])
    ],
    [`l3/${name2}.sysctl`, lines(["net/ipv4/ip_forward=1", ...sysctls])],
    [`l3/${name2}.rules`, rules]
  ];
  const isOfLink = (command) => command.startsWith("link ");
  return [
    ...part(
      namespace3,
      [`${qr.device} ${qr.address}/24`, `${rfp.device} ${rfp.address}/31`],
      [
        `link set ${rfp.device} up`,
        `route replace default via ${fpr.address} dev ${rfp.device} table ${fipTable}`,
        ...floatingIps.map(
          ({ fixed }, index) => `rule add from ${fixed} table ${fipTable} priority ${fipPriority + index}`
        ),
        `route replace default via ${snat.sg.address} dev ${qr.device} table ${own}`,
        `rule add from ${network.gateway}/24 table ${own} priority ${own}`
      ],
      distributedRules(router, rfp.device),
      // Else it tells VMs of the short way to sg, by which floating IPs are not translated.
      ["all", qr.device].map((device4) => `net/ipv4/conf/${device4}/send_redirects=0`)
    ),
    ...part(
      fip.namespace,
      [`${fip.fg.device} ${fip.fg.address}/24`, `${fpr.device} ${fpr.address}/31`],
      [
        `link set ${fpr.device} up`,
        `route replace default ${gateway2} dev ${fip.fg.device} table ${fromRouter}`,
        `rule add iif ${fpr.device} table ${fromRouter} priority ${fromRouter}`,
        ...floatingIps.map(
          ({ floating }) => `route replace ${floating}/32 via ${rfp.address} dev ${fpr.device} proto static`
        )
      ],
      untracked(),
      [`net/ipv4/conf/${fip.fg.device}/proxy_arp=1`]
    ),
    ...part(
      snat.namespace,
      [`${snat.sg.device} ${snat.sg.address}/24`, `${qg.device} ${qg.address}/24`],
      [`route replace default ${gateway2} dev ${qg.device} proto static`],
      snatRules(router, snat.sg)
    )
  ];
}

// src/lab/dnsmasq.ts
var domain = "openstacklocal";
function dnsmasqArgs(model, network) {
  const dir = network.dhcpDir;
  const subnet = network.cidr.split("/")[0];
  if (model.layout === "folsom") {
    return [
      "--no-hosts",
      "--no-resolv",
      "--strict-order",
      "--bind-interfaces",
      `--interface=${network.dhcpPort.device}`,
      "--except-interface=lo",
      `--domain=${domain}`,
      `--pid-file=${dir}/pid`,
      `--dhcp-hostsfile=${dir}/host`,
      `--dhcp-optsfile=${dir}/opts`,
      "--leasefile-ro",
      `--dhcp-range=set:tag0,${subnet},static,120s`,
      "--conf-file="
    ];
  }
  return [
    "--no-hosts",
    "--no-resolv",
    `--pid-file=${dir}/pid`,
    `--dhcp-hostsfile=${dir}/host`,
    `--addn-hosts=${dir}/addn_hosts`,
    `--dhcp-optsfile=${dir}/opts`,
    `--dhcp-leasefile=${dir}/leases`,
    "--dhcp-match=set:ipxe,175",
    "--dhcp-userclass=set:ipxe6,iPXE",
    "--local-service",
    "--bind-dynamic",
    `--dhcp-range=set:subnet-${network.subnetId},${subnet},static,255.255.255.0,86400s`,
    `--dhcp-option-force=option:mtu,${network.mtu}`,
    "--dhcp-lease-max=256",
    "--conf-file=/dev/null",
    `--domain=${domain}`
  ];
}
function dnsmasqFiles(model, network) {
  const router = model.routers.find((candidate) => candidate.network.id === network.id);
  const ports = [
    ...router === void 0 ? [] : [{ mac: router.qr.mac, address: router.qr.address }],
    ...model.vms.filter((vm) => vm.network.id === network.id)
  ];
  const dashed = (address) => address.replaceAll(".", "-");
  if (model.layout === "folsom") {
    return {
      host: lines(ports.map(({ mac, address }) => `${mac},${dashed(address)}.${domain},${address}`)),
      opts: lines([`tag:tag0,option:router,${network.gateway}`]),
      interface: network.dhcpPort.device
    };
  }
  const tag = `tag:subnet-${network.subnetId}`;
  const metadata = network.hasMetadata ? network.dhcpPort.address : network.gateway;
  const routes = `169.254.169.254/32,${metadata},0.0.0.0/0,${network.gateway}`;
  return {
    host: lines(ports.map(({ mac, address }) => `${mac},host-${dashed(address)}.${domain},${address}`)),
    addn_hosts: lines(ports.map(({ address }) => hostsLine(address, `host-${dashed(address)}`))),
    opts: [
      `${tag},option:dns-server,203.0.113.53`,
      `${tag},option:classless-static-route,${routes}`,
      `${tag},249,${routes}`,
      `${tag},option:router,${network.gateway}`
    ].join("\n"),
    interface: network.dhcpPort.device
  };
}
var hostsLine = (address, name2) => `${address}	${name2}.${domain} ${name2}`;

// src/lab/native-firewall.ts
function nativeFirewall(model) {
  const trusted = [
    ...model.networks.map(({ dhcpPort: dhcpPort2, tag }) => ({ port: dhcpPort2, tag })),
    ...model.routers.flatMap(({ qr, qg, network }) => [
      { port: qr, tag: network.tag },
      { port: qg, tag: model.externalNetwork.tag }
    ])
  ];
  return [
    ...[71, 72, 73, 81, 82, 92, 93].map((table2) => `table=${table2},priority=0,actions=drop`),
    "table=71,priority=110,ct_state=+trk,actions=ct_clear,resubmit(,71)",
    "table=91,priority=1,actions=resubmit(,94)",
    "table=94,priority=1,actions=NORMAL",
    ...[72, 82].map((table2) => `table=${table2},priority=50,ct_state=+inv+trk,actions=resubmit(,93)`),
    ...trusted.flatMap(({ port, tag }) => trustedFlows(port, tag)),
    ...model.vms.flatMap((vm) => [...entryFlows(vm), ...egressFlows(vm), ...ingressFlows(vm)])
  ];
}
var zone = "zone=NXM_NX_REG6[0..15]";
var spoiled = `ct(commit,${zone},exec(set_field:0x1->ct_mark))`;
var ethertypes = ["ip", "ipv6"];
function trustedFlows({ device: device4 }, tag) {
  const port = `@${device4}@`;
  return [
    `table=60,priority=100,in_port=${port},actions=set_field:${port}->reg5,set_field:${tag}->reg6,resubmit(,73)`,
    `table=73,priority=80,reg5=${port},actions=resubmit(,94)`
  ];
}
function entryFlows({ tap, mac, network: { tag } }) {
  const load = `set_field:@${tap}@->reg5,set_field:${tag}->reg6`;
  return [
    `table=60,priority=100,in_port=@${tap}@,actions=${load},resubmit(,71)`,
    `table=60,priority=90,dl_vlan=${tag},dl_dst=${mac},actions=${load},strip_vlan,resubmit(,81)`,
    `table=73,priority=100,reg6=${tag},dl_dst=${mac},actions=set_field:@${tap}@->reg5,resubmit(,81)`
  ];
}
function egressFlows({ tap, mac, address, network: { tag } }) {
  const own = `reg5=@${tap}@`;
  const from = `${own},in_port=@${tap}@`;
  const linkLocal = linkLocalOf(mac);
  const discovery = [130, 133, 135].map((type) => `icmp_type=${type},dl_src=${mac},ipv6_src=${linkLocal}`);
  return [
    `table=71,priority=95,arp,${from},dl_src=${mac},arp_spa=${address},actions=resubmit(,94)`,
    ...[...discovery, `icmp_type=136,nd_target=${linkLocal}`].map(
      (match) => `table=71,priority=95,icmp6,${from},${match},actions=resubmit(,94)`
    ),
    ...[address, "0.0.0.0"].map(
      (source) => `table=71,priority=80,udp,${from},dl_src=${mac},nw_src=${source},tp_src=68,tp_dst=67,actions=resubmit(,73)`
    ),
    `table=71,priority=80,udp6,${from},dl_src=${mac},ipv6_src=${linkLocal},tp_src=546,tp_dst=547,actions=resubmit(,73)`,
    `table=71,priority=70,udp,${from},tp_src=67,tp_dst=68,actions=resubmit(,93)`,
    `table=71,priority=70,udp6,${from},tp_src=547,tp_dst=546,actions=resubmit(,93)`,
    `table=71,priority=70,icmp6,${from},icmp_type=134,actions=resubmit(,93)`,
    `table=71,priority=65,ip,${from},dl_src=${mac},nw_src=${address},actions=ct(table=72,${zone})`,
    `table=71,priority=65,ipv6,${from},dl_src=${mac},ipv6_src=${linkLocal},actions=ct(table=72,${zone})`,
    `table=71,priority=10,${from},actions=ct_clear,resubmit(,93)`,
    ...ethertypes.flatMap((type) => [
      `table=72,priority=74,${type},ct_state=+est-rel-rpl,${own},actions=resubmit(,73)`,
      `table=72,priority=74,${type},ct_state=+new-est,${own},actions=resubmit(,73)`
    ]),
    ...trackedFlows(72, own, tag, "resubmit(,94)"),
    ...ethertypes.map(
      (type) => `table=73,priority=90,${type},ct_state=+new-est,${own},actions=ct(commit,${zone}),resubmit(,91)`
    ),
    `table=73,priority=80,${own},actions=resubmit(,94)`
  ];
}
function ingressFlows({ tap, network: { tag } }) {
  const own = `reg5=@${tap}@`;
  const out = `output:@${tap}@`;
  const allowed = [
    { match: "icmp", priority: 75 },
    { match: "tcp,tp_dst=22", priority: 77 }
  ];
  return [
    `table=81,priority=100,arp,${own},actions=${out}`,
    ...[130, 135, 136, 134].map((type) => `table=81,priority=100,icmp6,${own},icmp_type=${type},actions=${out}`),
    `table=81,priority=95,udp,${own},tp_src=67,tp_dst=68,actions=${out}`,
    `table=81,priority=95,udp6,${own},tp_src=547,tp_dst=546,actions=${out}`,
    ...ethertypes.map((type) => `table=81,priority=90,${type},ct_state=-trk,${own},actions=ct(table=82,${zone})`),
    `table=81,priority=80,ct_state=+trk,${own},actions=resubmit(,82)`,
    ...allowed.flatMap(({ match, priority }) => [
      `table=82,priority=${priority},${match},ct_state=+est-rel-rpl,${own},actions=${out}`,
      `table=82,priority=${priority},${match},ct_state=+new-est,${own},actions=ct(commit,${zone}),${out},resubmit(,92)`
    ]),
    ...trackedFlows(82, own, tag, out)
  ];
}
var trackedFlows = (table2, own, tag, pass) => [
  `table=${table2},priority=50,ct_mark=0x1,${own},actions=resubmit(,93)`,
  `table=${table2},priority=50,ct_state=+est-rel+rpl,ct_zone=${tag},ct_mark=0,${own},actions=${pass}`,
  `table=${table2},priority=50,ct_state=-new-est+rel-inv,ct_zone=${tag},ct_mark=0,${own},actions=${pass}`,
  `table=${table2},priority=40,ct_state=-est,${own},actions=resubmit(,93)`,
  ...ethertypes.map((type) => `table=${table2},priority=40,${type},ct_state=+est,${own},actions=${spoiled}`)
];

// src/lab/flows.ts
var cookies = {
  "br-int": "0x1db34c24fbb2618a",
  "br-ex": "0xf3d8d1a01689e1c5",
  "br-tun": "0xca2b60ab269a3742"
};
function flowsOf(model, bridge) {
  if (model.layout === "folsom") return "priority=1,actions=NORMAL\n";
  return neutronFlows[bridge](model).map((flow5) => `cookie=${cookies[bridge]},${flow5}
`).join("");
}
var commonFlows = (model) => [
  "table=0,priority=65535,dl_vlan=4095,actions=drop",
  "table=0,priority=2,in_port=@int-br-ex@,actions=drop",
  `table=0,priority=3,in_port=@int-br-ex@,vlan_tci=0x0000/0x1fff,actions=mod_vlan_vid:${model.externalNetwork.tag},resubmit(,59)`,
  "table=0,priority=0,actions=resubmit(,59)",
  "table=23,priority=0,actions=drop",
  "table=24,priority=0,actions=drop",
  "table=30,priority=0,actions=resubmit(,59)",
  "table=31,priority=0,actions=resubmit(,59)",
  "table=59,priority=0,actions=resubmit(,60)",
  "table=60,priority=3,actions=NORMAL",
  "table=62,priority=3,actions=NORMAL"
];
var neutronFlows = {
  "br-int": (model) => [
    ...commonFlows(model),
    // The native firewall has flows against spoofing of its own.
    ...model.firewall === "native" ? nativeFirewall(model) : model.vms.flatMap(spoofFlows)
  ],
  "br-ex": (model) => [
    `table=0,priority=4,in_port=@phy-br-ex@,dl_vlan=${model.externalNetwork.tag},actions=strip_vlan,NORMAL`,
    "table=0,priority=2,in_port=@phy-br-ex@,actions=drop",
    "table=0,priority=0,actions=NORMAL"
  ],
  "br-tun": (model) => [
    "table=0,priority=1,in_port=@patch-int@,actions=resubmit(,2)",
    `table=0,priority=1,in_port=@${tunnelPort}@,actions=resubmit(,4)`,
    "table=0,priority=0,actions=drop",
    "table=2,priority=0,dl_dst=00:00:00:00:00:00/01:00:00:00:00:00,actions=resubmit(,20)",
    "table=2,priority=0,dl_dst=01:00:00:00:00:00/01:00:00:00:00:00,actions=resubmit(,22)",
    "table=3,priority=0,actions=drop",
    ...tunnelledBy(model).map(
      ({ segmentationId, tag }) => `table=4,priority=1,tun_id=0x${segmentationId.toString(16)},actions=mod_vlan_vid:${tag},resubmit(,10)`
    ),
    "table=4,priority=0,actions=drop",
    "table=6,priority=0,actions=drop",
    `table=10,priority=1,actions=learn(table=20,hard_timeout=300,priority=1,cookie=${cookies["br-tun"]},NXM_OF_VLAN_TCI[0..11],NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],load:0->NXM_OF_VLAN_TCI[],load:NXM_NX_TUN_ID[]->NXM_NX_TUN_ID[],output:OXM_OF_IN_PORT[]),output:@patch-int@`,
    "table=20,priority=0,actions=resubmit(,22)",
    ...tunnelledBy(model).map(
      ({ segmentationId, tag }) => `table=22,priority=1,dl_vlan=${tag},actions=strip_vlan,load:0x${segmentationId.toString(16)}->NXM_NX_TUN_ID[],output:@${tunnelPort}@`
    ),
    "table=22,priority=0,actions=drop"
  ]
};
var tunnelledBy = ({ networks, routers }) => [
  ...networks,
  ...routers.flatMap(({ ha }) => ha?.network ?? [])
];
function spoofFlows({ qvo, mac, address }) {
  const advertisement = `icmp6,in_port=@${qvo}@,icmp_type=136`;
  return [
    `table=0,priority=10,${advertisement},actions=resubmit(,24)`,
    `table=0,priority=10,arp,in_port=@${qvo}@,actions=resubmit(,24)`,
    `table=0,priority=9,in_port=@${qvo}@,actions=resubmit(,25)`,
    `table=24,priority=2,${advertisement},nd_target=${linkLocalOf(mac)},actions=resubmit(,59)`,
    `table=24,priority=2,arp,in_port=@${qvo}@,arp_spa=${address},actions=resubmit(,25)`,
    `table=25,priority=2,in_port=@${qvo}@,dl_src=${mac},actions=resubmit(,30)`
  ];
}

// src/lab/hybrid-firewall.ts
var agent = "neutron-openvswi";
var comment = (text) => `-m comment --comment "${text}"`;
var known = "-m state --state RELATED,ESTABLISHED";
var invalid = `-m state --state INVALID ${comment("Drop packets that appear related to an existing connection (e.g. TCP ACK/FIN) but do not have an entry in conntrack.")} -j DROP`;
var toReturn = comment("Direct packets associated with a known session to the RETURN chain.");
var toFallback = `${comment("Send unmatched traffic to the fallback chain.")} -j ${agent}-sg-fallback`;
function hybridFirewall(model) {
  const vms = model.vms;
  const trusted = [
    ...model.networks.map((network) => network.dhcpPort),
    ...model.routers.flatMap((router) => [router.qr, router.qg])
  ];
  const filterChains = ["FORWARD", "INPUT", "OUTPUT", "local", "sg-chain", "sg-fallback"];
  return lines([
    "*raw",
    `:${agent}-OUTPUT - [0:0]`,
    `:${agent}-PREROUTING - [0:0]`,
    ...vms.flatMap(zoneRules),
    "COMMIT",
    "*filter",
    ":neutron-filter-top - [0:0]",
    ...filterChains.map((chain2) => `:${agent}-${chain2} - [0:0]`),
    ...vms.flatMap((vm) => ["i", "o", "s"].map((kind) => `:${chainOf(kind, vm)} - [0:0]`)),
    `-A neutron-filter-top -j ${agent}-local`,
    ...vms.flatMap(
      (vm) => bridged(vm.tap, "Direct traffic from the VM interface to the security group chain.", `${agent}-sg-chain`)
    ),
    // The driver names every port tapX here, whatever the real prefix of its device is.
    ...trusted.flatMap(
      (port) => bridged(`tap${port.id.slice(0, 11)}`, "Accept all packets when port is trusted.", "ACCEPT")
    ),
    ...vms.map(
      (vm) => `-A ${agent}-INPUT -m physdev --physdev-in ${vm.tap} --physdev-is-bridged ${comment("Direct incoming traffic from VM to the security group chain.")} -j ${chainOf("o", vm)}`
    ),
    ...vms.flatMap(portRules),
    ...vms.flatMap((vm) => [
      `-A ${agent}-sg-chain -m physdev --physdev-out ${vm.tap} --physdev-is-bridged ${comment("Jump to the VM specific chain.")} -j ${chainOf("i", vm)}`,
      `-A ${agent}-sg-chain -m physdev --physdev-in ${vm.tap} --physdev-is-bridged ${comment("Jump to the VM specific chain.")} -j ${chainOf("o", vm)}`
    ]),
    `-A ${agent}-sg-chain -j ACCEPT`,
    `-A ${agent}-sg-fallback ${comment("Default drop rule for unmatched traffic.")} -j DROP`,
    "COMMIT"
  ]);
}
var hybridJumps = [
  `raw PREROUTING ${agent}-PREROUTING`,
  `raw OUTPUT ${agent}-OUTPUT`,
  `filter INPUT ${agent}-INPUT`,
  "filter FORWARD neutron-filter-top",
  `filter FORWARD ${agent}-FORWARD`,
  "filter OUTPUT neutron-filter-top",
  `filter OUTPUT ${agent}-OUTPUT`
];
var chainOf = (kind, vm) => `${agent}-${kind}${vm.portId.slice(0, 10)}`;
function bridged(device4, text, target) {
  return ["out", "in"].map(
    (way) => `-A ${agent}-FORWARD -m physdev --physdev-${way} ${device4} --physdev-is-bridged ${comment(text)} -j ${target}`
  );
}
function zoneRules(vm, index) {
  const target = `${comment(`Set zone for ${vm.portId}`)} -j CT --zone ${4097 + index}`;
  return [`-m physdev --physdev-in ${vm.qvb}`, `-i ${vm.qvb}`, `-m physdev --physdev-in ${vm.tap}`].map(
    (match) => `-A ${agent}-PREROUTING ${match} ${target}`
  );
}
function portRules(vm) {
  const [into, from, spoof] = [chainOf("i", vm), chainOf("o", vm), chainOf("s", vm)];
  const clientTraffic = comment("Allow DHCP client traffic.");
  return [
    `-A ${into} ${known} ${toReturn} -j RETURN`,
    `-A ${into} -d ${vm.address}/32 -p udp -m udp --sport 67 --dport 68 -j RETURN`,
    `-A ${into} -d 255.255.255.255/32 -p udp -m udp --sport 67 --dport 68 -j RETURN`,
    `-A ${into} -p icmp -j RETURN`,
    `-A ${into} -p tcp -m tcp --dport 22 -j RETURN`,
    `-A ${into} ${invalid}`,
    `-A ${into} ${toFallback}`,
    `-A ${from} -s 0.0.0.0/32 -d 255.255.255.255/32 -p udp -m udp --sport 68 --dport 67 ${clientTraffic} -j RETURN`,
    `-A ${from} -j ${spoof}`,
    `-A ${from} -p udp -m udp --sport 68 --dport 67 ${clientTraffic} -j RETURN`,
    `-A ${from} -p udp -m udp --sport 67 --dport 68 ${comment("Prevent DHCP Spoofing by VM.")} -j DROP`,
    `-A ${from} ${known} ${toReturn} -j RETURN`,
    `-A ${from} -j RETURN`,
    `-A ${from} ${invalid}`,
    `-A ${from} ${toFallback}`,
    `-A ${spoof} -s ${vm.address}/32 -m mac --mac-source ${vm.mac} ${comment("Allow traffic from defined IP/MAC pairs.")} -j RETURN`,
    `-A ${spoof} ${comment("Drop traffic without an IP/MAC allow rule.")} -j DROP`
  ];
}

// src/lab/keepalived.ts
function keepalivedConf({ qr, qg, floatingIps }, ha) {
  const excluded = [
    `${qr.address}/24 dev ${qr.device}`,
    `${qg.address}/24 dev ${qg.device}`,
    ...floatingIps.map(({ floating }) => `${floating}/32 dev ${qg.device}`)
  ];
  return `vrrp_instance VR_50 {
    state BACKUP
    interface ${ha.port.device}
    virtual_router_id 50
    priority 50
    garp_master_delay 60
    nopreempt
    advert_int 2
    track_interface {
        ${ha.port.device}
    }
    virtual_ipaddress {
        ${ha.activeAddress}/24 dev ${ha.port.device}
    }
    virtual_ipaddress_excluded {
${excluded.map((line) => `        ${line}
`).join("")}    }
    virtual_routes {
        0.0.0.0/0 via ${externalNetwork.gateway} dev ${qg.device}
    }
}
`;
}
var keepalivedProgram = `#!/bin/sh
# keepalived -P -f CONF: a router whose other nodes are silent, but for the file active-elsewhere beside CONF.
conf=$3 state=
device=$(awk '$1 == "interface" { print $2 }' "$conf")
batch() { awk -v verb="$1" '/ via / { print "route", verb, $1, "via", $3, "dev", $5 }
  / dev / && !/ via / { print "address", verb, $1, "dev", $3 }' "$conf" | "$2" | ip -force -batch - 2>/dev/null; }
take() { batch replace cat; state=active; }
resign() { batch delete tac; state=standby; }
trap 'resign; exit 0' TERM
while :; do
  if [ -e "\${conf%/*}/active-elsewhere" ] || [ -z "$(ip -o link show dev "$device" up 2>/dev/null)" ]; then
    [ "$state" = standby ] || resign
  else
    [ "$state" = active ] || take
  fi
  sleep 0.3
done
`;
var monitorProgram = `#!/bin/sh
# neutron-keepalived-state-change --router_id=ID --namespace=NAMESPACE --conf_dir=DIR
dir=\${3#--conf_dir=} state=
while :; do
  if ip -o -4 address show | grep -qF ' 169.254.0.'; then now=primary; else now=backup; fi
  [ "$now" = "$state" ] || printf %s "$now" >"$dir/state"
  state=$now
  sleep 0.3
done
`;

// src/lab/metadata-proxy.ts
function metadataProxyConf(stateDir, serves, id) {
  const [bind, other, own] = serves === "router" ? ["0.0.0.0:9697", "Network", "Router"] : ["169.254.169.254:80", "Router", "Network"];
  return `
global
    log         /dev/log local0 info
    log-tag     haproxy-metadata-proxy-${id}
    user        nobody
    group       nogroup
    maxconn     1024
    pidfile     ${stateDir}/external/pids/${id}.pid.haproxy
    daemon

defaults
    log global
    mode http
    option httplog
    option dontlognull
    option http-server-close
    option forwardfor
    retries                 3
    timeout http-request    30s
    timeout connect         30s
    timeout client          32s
    timeout server          32s
    timeout http-keep-alive 30s

listen listener
    bind ${bind}
    
    server metadata ${stateDir}/metadata_proxy
    http-request del-header X-Neutron-${other}-ID
    http-request set-header X-Neutron-${own}-ID ${id}
`;
}

// src/lab/intent.ts
var labDir = "/run/qdoctor-lab";
var intentDir = `${labDir}/intent`;
function intentFiles(model) {
  return new Map([
    ["l3.ports", portLines(model.routers.flatMap((router) => routerPorts(model, router)))],
    ...pairFiles(model),
    ["dhcp.ports", portLines(model.networks.map(dhcpPort))],
    ["tags", tagLines(model)],
    ...model.routers.flatMap(
      (router) => router.distributed === void 0 ? l3Files(model, router) : distributedFiles(router, router.distributed)
    ),
    ...model.routers.flatMap((router) => proxyFiles(model, "router", router)),
    ...model.networks.flatMap((network) => dhcpFiles(model, network)),
    ...l2Files(model)
  ]);
}
function routerPorts(model, router) {
  const { namespace: namespace3, network, qr, qg, ha, distributed } = router;
  const bridge = "br-int";
  return [
    ...ha === void 0 ? [] : [{ port: ha.port, namespace: namespace3, bridge, mtu: network.mtu, tag: ha.network.tag }],
    ...distributed === void 0 ? [] : distributedPorts(distributed, network),
    { port: qr, namespace: namespace3, bridge, mtu: network.mtu, tag: network.tag },
    {
      port: qg,
      namespace: distributed?.snat.namespace ?? namespace3,
      bridge: model.gatewayBridge,
      mtu: 1500,
      tag: model.layout === "folsom" ? 0 : externalNetwork.tag
    }
  ];
}
function dhcpPort({ namespace: namespace3, dhcpPort: port, mtu, tag }) {
  return { port, namespace: namespace3, bridge: "br-int", mtu, tag };
}
function portLines(ports) {
  const words = ports.map(({ port, namespace: namespace3, bridge, mtu, tag }) => [
    namespace3,
    port.device,
    bridge,
    port.mac,
    mtu,
    port.id,
    tag
  ]);
  return lines(words.map((line) => line.join(" ")));
}
function tagLines(model) {
  const wired = [
    ...model.networks.map((network) => ({ device: network.dhcpPort.device, network })),
    ...model.routers.map(({ qr, network }) => ({ device: qr.device, network })),
    ...model.routers.flatMap(
      ({ distributed, network }) => distributed === void 0 ? [] : [{ device: distributed.snat.sg.device, network }]
    ),
    ...model.routers.flatMap(({ ha }) => ha === void 0 ? [] : [{ device: ha.port.device, network: ha.network }]),
    ...model.vms.map(({ qvo, network }) => ({ device: qvo, network }))
  ].map(({ device: device4, network }) => {
    const type = `network_type=vxlan physical_network=None segmentation_id=${network.segmentationId}`;
    return tagLine(model, device4, network.tag, `net_uuid=${network.id} ${type}`);
  });
  if (model.layout === "folsom") return lines(wired);
  const { id, tag } = model.externalNetwork;
  const external = `net_uuid=${id} network_type=flat physical_network=public`;
  const outside = model.routers.flatMap(({ qg, distributed }) => [
    qg.device,
    ...distributed === void 0 ? [] : [distributed.fip.fg.device]
  ]);
  return lines([...wired, ...outside.map((device4) => tagLine(model, device4, tag, external))]);
}
function tagLine(model, device4, tag, intent) {
  const wire = `-- --if-exists clear Port ${device4} vlan_mode trunks -- --if-exists set Port ${device4} tag=${tag}`;
  const keys = model.layout === "folsom" ? [] : [...intent.split(" "), `tag=${tag}`];
  return [wire, ...keys.map((key) => `other_config:${key}`)].join(" ");
}
function l3Files(model, router) {
  const { namespace: namespace3, qr, qg, floatingIps, ha } = router;
  const served = [
    `${qr.device} ${qr.address}/24`,
    `${qg.device} ${qg.address}/24`,
    ...floatingIps.map(({ floating }) => `${qg.device} ${floating}/32`)
  ];
  const byAgent = model.layout === "folsom" ? "" : " proto static";
  const gateway2 = `route replace default via ${externalNetwork.gateway} dev ${qg.device}${byAgent}`;
  const own = ha === void 0 ? served : [`${ha.port.device} ${ha.port.address}/18`];
  const addresses = ha === void 0 ? served : [...own, ...served, `${ha.port.device} ${ha.activeAddress}/24`];
  const batch = [...own.map(addressCommand), ...ha === void 0 ? [gateway2] : []];
  const arp = ["net/ipv4/conf/all/arp_ignore=1", "net/ipv4/conf/all/arp_announce=2"];
  return [
    [`l3/${namespace3}.addresses`, lines(addresses)],
    [`l3/${namespace3}.batch`, lines(batch)],
    [`l3/${namespace3}.sysctl`, lines(["net/ipv4/ip_forward=1", ...model.layout === "folsom" ? [] : arp])],
    [`l3/${namespace3}.rules`, routerRules(model, router)],
    ...ha === void 0 ? [] : [keepalivedFile(router, ha)]
  ];
}
var keepalivedFile = (router, ha) => [
  `l3/state/ha_confs/${router.id}/keepalived.conf`,
  keepalivedConf(router, ha)
];
function dhcpFiles(model, network) {
  const { namespace: namespace3, dhcpPort: port, gateway: gateway2 } = network;
  const neutron = model.layout === "neutron";
  const addresses = [`${port.device} ${port.address}/24`, ...neutron ? [`${port.device} 169.254.169.254/32`] : []];
  const routes = neutron ? [`route replace default via ${gateway2} dev ${port.device} proto static`] : [];
  return [
    [`dhcp/${namespace3}.addresses`, lines(addresses)],
    [`dhcp/${namespace3}.batch`, lines([...addresses.map(addressCommand), ...routes])],
    [`dhcp/${namespace3}.sysctl`, neutron ? lines(["net/ipv4/ip_forward=1"]) : ""],
    [`dhcp/${namespace3}.rules`, neutron ? dhcpRules() : ""],
    [`dhcp/${namespace3}.dnsmasq`, `${dnsmasqArgs(model, network).join(" ")}
`],
    ...Object.entries(dnsmasqFiles(model, network)).map(([name2, text]) => [
      `dhcp/state/dhcp/${network.id}/${name2}`,
      text
    ]),
    ...proxyFiles(model, "network", network)
  ];
}
function proxyFiles({ stateDir }, serves, { id, hasMetadata }) {
  const agent2 = serves === "router" ? "l3" : "dhcp";
  const path = `${agent2}/state/ns-metadata-proxy/${id}.conf`;
  return hasMetadata ? [[path, metadataProxyConf(stateDir, serves, id)]] : [];
}
function l2Files(model) {
  if (model.layout === "folsom") return [["flows.br-int", flowsOf(model, "br-int")]];
  return [
    ...["br-int", "br-ex", "br-tun"].map((bridge) => [
      `flows.${bridge}`,
      flowsOf(model, bridge)
    ]),
    ["hybrid-firewall", model.firewall === "hybrid" ? hybridFirewall(model) : ""],
    ["hybrid-jumps", model.firewall === "hybrid" ? lines(hybridJumps) : ""]
  ];
}

// src/lab/agents/library.ts
var agentProgram = `#!/bin/sh
read -r _ <>${labDir}/never
`;
var programDir = `${labDir}/bin`;
var agentPidFile = (program) => `/run/${program}.pid`;
var agentLibrary = (program) => `#!/bin/sh
# A stand-in for what the agent of this name does when it starts: the real one would need a Quantum server to tell it
# what to do. This one is told by ${intentDir}, does its work and leaves a process that only shows that it is there.
# Like the real one it leaves a device alone that is in its namespace already, even a dead one.
intent=${intentDir}
pidfile=${agentPidFile(program)}
PATH=/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin

runs() { [ -e "$pidfile" ] && read -r agent <"$pidfile" && grep -qs ${program} "/proc/$agent/cmdline"; }
launch() {
  ! runs || return 0
  # In a shell of its own: nobody here waits for it.
  (
    setsid ${programDir}/${program} --config-file /etc/${program}.ini </dev/null >/dev/null 2>&1 &
    echo $! >"$pidfile"
  )
}
halt() {
  runs || return 0
  kill -KILL "$agent"
  while [ -e "/proc/$agent" ]; do sleep 0.01; done
}

case $1 in
start | wire) ;;
restart) halt ;;
stop) halt; exit 0 ;;
*) echo "usage: $0 start|stop|restart" >&2; exit 1 ;;
esac

# One ovs-vsctl command per line of input, two hundred lines to a transaction.
transact() { xargs -L 200 ovs-vsctl --timeout=60; }

# The lines of a ports file whose device is not in its namespace.
missing_ports() {
  last=
  while read -r namespace device rest; do
    if [ "$namespace" != "$last" ]; then
      last=$namespace present=
      [ ! -e "/run/netns/$namespace" ] || present=$(ip -n "$namespace" -o link show 2>/dev/null)
    fi
    case $present in *" $device: "*) ;; *) echo "$namespace $device $rest" ;; esac
  done <"$1"
}

# Gives each missing port of the file $1 its namespace, a fresh OVS port and device, and moves the device there.
plug() {
  missing=$(missing_ports "$1")
  [ -n "$missing" ] || return 0
  echo "$missing" | while read -r namespace _; do
    [ -e "/run/netns/$namespace" ] || echo "netns add $namespace"
  done | sort -u | ip -force -batch -
  # In two transactions: one that deletes and adds a port of the same name would keep the old, dead device.
  echo "$missing" | awk '{print "-- --if-exists del-port", $2}' | transact
  # With the tag at once: hundreds of untagged ports would flood each other with their first packets.
  echo "$missing" | awk '{print "-- add-port", $3, $2, ($7 ? "tag=" $7 : ""), "-- set Interface", $2, "type=internal",
    "external_ids:iface-id=" $6, "external_ids:iface-status=active", "external_ids:attached-mac=" $4}' | transact || return 1
  echo "$missing" | awk '{print "link set", $2, "address", $4; print "link set", $2, "mtu", $5;
    print "link set", $2, "netns", $1}' | ip -force -batch -
}

# Runs a command for each namespace that has files in $1, several at once: most of their time is waiting for the kernel.
# Fails when it failed for any of them.
each_namespace() {
  running=0 failures=$(mktemp /run/agent.XXXXXX)
  for batch in "$1"/*.batch; do
    namespace=\${batch##*/}
    { "$2" "\${namespace%.batch}" || echo "$namespace" >>"$failures"; } &
    running=$((running + 1))
    [ $((running % 16)) -ne 0 ] || wait
  done
  wait
  [ ! -s "$failures" ]
  failed=$?
  rm -f "$failures"
  return $failed
}

# The L2 agent watches the database and wires a new port within two seconds; here it is told.
tell_l2() { [ -z "$missing" ] || [ -n "$WIRE_LATER" ] || "/etc/init.d/$1" wire; }

# Sysctls, links, addresses, routes and rules of the namespace $2, from the files $1/$2.*
# An address or route that can't be had, for its device is down, is for the operator to see to: only the rules must load.
configure() {
  up=$(echo "$missing" | awk -v ns="$2" '$1 == ns {print "link set", $2, "up"}')
  UP=$up ip netns exec "$2" sh -c '
    for key in all default; do echo 0 >/proc/sys/net/ipv4/conf/$key/rp_filter; done
    while IFS== read -r key value; do echo "$value" >"/proc/sys/$key"; done <"$1.sysctl"
    if [ -z "$UP" ]; then
      ip -o -4 addr show scope global | while read -r _ device _ address _; do
        grep -qxF "$device $address" "$1.addresses" || ip addr del "$address" dev "$device"
      done
    fi
    { echo "link set lo up"; echo "$UP"; cat "$1.batch"; } | ip -force -batch -
    [ ! -s "$1.rules" ] || iptables-restore <"$1.rules"
  ' configure "$1/$2"
}

# Starts the metadata proxy of the namespace $1, where it is to have one. One that runs is left alone, wherever it runs.
proxy() {
  id=\${1#q*-} running=
  conf=$state/ns-metadata-proxy/$id.conf
  [ -e "$conf" ] || return 0
  mkdir -p "$state/external/pids"
  [ ! -e "$state/external/pids/$id.pid.haproxy" ] || read -r running <"$state/external/pids/$id.pid.haproxy"
  [ -n "$running" ] && grep -qs "$conf" "/proc/$running/cmdline" && return 0
  ip netns exec "$1" haproxy -f "$conf"
}
`;

// src/lab/hybrid-plug.ts
function hybridPlug(model, vm) {
  const { tap, qbr, mac, namespace: namespace3, network } = vm;
  const mtu = ["mtu", String(network.mtu)];
  const tapMac = mac.replace(/^../, "fe");
  const commands = [
    ["netns", "add", namespace3],
    ...bridgeCommands(model, vm),
    ...vethCommands(vm),
    [
      "link",
      "add",
      tap,
      "address",
      tapMac,
      ...mtu,
      "type",
      "veth",
      "peer",
      "name",
      "eth0",
      "address",
      mac,
      ...mtu,
      "netns",
      namespace3
    ],
    ["link", "set", tap, "master", qbr, "up"]
  ];
  return commands.map((words) => words.join(" "));
}
function bridgeCommands(model, { qbr, network }) {
  const settings = model.layout === "folsom" ? [] : ["ageing_time", "0", "mcast_snooping", "0"];
  const mtu = ["mtu", String(network.mtu)];
  return [
    ["link", "add", qbr, ...mtu, "type", "bridge", "stp_state", "0", "forward_delay", "0", ...settings],
    ["link", "set", qbr, "up"]
  ];
}
function vethCommands({ qvo, qvb, qbr, network }) {
  const mtu = ["mtu", String(network.mtu)];
  return [
    ["link", "add", qvo, ...mtu, "type", "veth", "peer", "name", qvb, ...mtu],
    ["link", "set", qvb, "master", qbr, "up"],
    ["link", "set", qvo, "up"]
  ];
}
function ovsPort({ qvo, portId: portId2, mac, instanceId, network }) {
  const ids = { "iface-id": portId2, "iface-status": "active", "attached-mac": mac, "vm-uuid": instanceId };
  const settings = Object.entries(ids).map(([key, value]) => `external_ids:${key}=${value}`);
  const add = ["--", "--may-exist", "add-port", "br-int", qvo, `tag=${network.tag}`];
  return [...add, "--", "set", "Interface", qvo, ...settings];
}

// src/lab/faults/steps.ts
var ovsCtl = "/usr/share/openvswitch/scripts/ovs-ctl";
var ovsdbPidFile = "/run/openvswitch/ovsdb-server.pid";
var vswitchdPidFile = "/run/openvswitch/ovs-vswitchd.pid";
function restart(model, agent2) {
  return ["service", model.services[agent2], "restart"];
}
function quietly(...argv) {
  return ["sh", "-c", '"$@" 2>/dev/null || :', "quietly", ...argv];
}
function signalByPidFile(signal, pidFile2) {
  return ["sh", "-c", 'read -r pid <"$2" && kill -"$1" "$pid"', "signal", signal, pidFile2];
}
function killByPidFile(pidFile2) {
  const wait = 'while [ -e "/proc/$pid" ]; do sleep 0.01; done';
  return ["sh", "-c", `read -r pid <"$1" && kill -KILL "$pid" && ${wait}`, "kill", pidFile2];
}
function metadataPidFile(model, { id } = model.a.router) {
  return `${model.stateDir}/external/pids/${id}.pid.haproxy`;
}
function metadataConf(model) {
  return `${model.stateDir}/ns-metadata-proxy/${model.a.router.id}.conf`;
}
function deleteMetadataRule(model, table2, target) {
  const script3 = 'rule=$(ip netns exec "$1" iptables -t "$2" -S | sed -n "/-d 169.254.169.254\\/32 .*-j $3 /s/^-A //p")\n[ -n "$rule" ] && exec ip netns exec "$1" iptables -t "$2" -D $rule';
  return ["sh", "-c", script3, "delete", model.a.router.namespace, table2, target];
}
function endMetadataProxy(model, served = model.a.router) {
  return served.hasMetadata ? [killByPidFile(metadataPidFile(model, served))] : [];
}
function dnsmasqPidFile(model) {
  return `${model.a.network.dhcpDir}/pid`;
}
var killAgent = (model, agent2) => killByPidFile(agentPidFile(model.programs[agent2]));
var killDnsmasq = (model) => killByPidFile(dnsmasqPidFile(model));
function startDnsmasq(model, change = (words) => words) {
  const { network } = model.a;
  return within(network.namespace, "dnsmasq", ...change(dnsmasqArgs(model, network)));
}
function hostFile(model) {
  return `${model.a.network.dhcpDir}/host`;
}
function readHostsAgain(model) {
  return ["sh", "-c", 'read -r pid <"$1" && kill -HUP "$pid" && sleep 0.3', "sh", dnsmasqPidFile(model)];
}
function restoreDhcpFiles(model) {
  const { id, dhcpDir } = model.a.network;
  const written = `${intentDir}/dhcp/state/dhcp/${id}`;
  return [["cp", `${written}/host`, `${written}/opts`, dhcpDir], readHostsAgain(model)];
}
function writeLeases(model, leases) {
  const script3 = 'file=$1; shift; for lease; do echo "$(($(date +%s) + 3600)) $lease * *"; done >"$file"';
  const words = leases.map(({ mac, address }) => `${mac} ${address}`);
  return ["sh", "-c", script3, "sh", `${model.a.network.dhcpDir}/leases`, ...words];
}
function routerIptables({ a }, table2, ...words) {
  return within(a.router.namespace, "iptables", "-t", table2, ...words);
}
function readdress({ namespace: namespace3 }) {
  return ["ip", "-n", namespace3, "-batch", `${intentDir}/l3/${namespace3}.batch`];
}
function healTenantRoute(model) {
  const { network, router } = model.a;
  return ["ip", "route", "replace", network.cidr, "via", router.qg.address, "dev", "br-ex"];
}
function healExternalBridge(model) {
  return [
    ["ip", "link", "set", "br-ex", "up"],
    ["ip", "address", "replace", `${externalNetwork.gateway}/24`, "dev", "br-ex"],
    healTenantRoute(model)
  ];
}
function setTag(device4, tag) {
  return ["ovs-vsctl", "set", "Port", device4, `tag=${tag}`];
}
function replugVm(model) {
  const { vm1 } = model.a;
  return [
    quietly("ip", "link", "delete", vm1.qvb),
    ["ovs-vsctl", "--if-exists", "del-port", "br-int", vm1.qvo],
    ...vethCommands(vm1).map((words) => ["ip", ...words]),
    ["ovs-vsctl", ...ovsPort(vm1)],
    restart(model, "l2")
  ];
}
var readThenPutBackScript = `
  read -r pid <"$1/pid"
  lines=$(cat "$1/$2")
  echo "$lines" | sed "$3" >"$1/$2"
  kill -HUP "$pid"
  sleep 1.5
  echo "$lines" >"$1/$2"
`;
function readThenPutBack(model, file, edit) {
  return ["sh", "-c", readThenPutBackScript, "sh", model.a.network.dhcpDir, file, edit];
}
var ofportOf = (device4, script3) => [
  "sh",
  "-c",
  `ofport=$(ovs-vsctl get Interface "$1" ofport) && ${script3}`,
  "sh",
  device4
];
var joinBridges = (before, inside, outside) => [
  "sh",
  "-ec",
  `a=$(ovs-vsctl get Interface int-br-ex ofport); b=$(ovs-vsctl get Interface phy-br-ex ofport)
ovs-vsctl del-port br-int int-br-ex -- del-port br-ex phy-br-ex
${before}
ovs-vsctl add-port br-int int-br-ex -- set Interface int-br-ex ofport_request="$a" ${inside} \\
  -- add-port br-ex phy-br-ex -- set Interface phy-br-ex ofport_request="$b" ${outside}`
];
var joinByVeth = joinBridges(
  "ip link add int-br-ex up type veth peer name phy-br-ex; ip link set phy-br-ex up",
  "",
  ""
);
var joinByPatch = joinBridges(
  "",
  "type=patch options:peer=phy-br-ex",
  "type=patch options:peer=int-br-ex"
);

// src/lab/faults/address-taken-by-stranger.ts
var device = "stranger0";
var namespace = "stranger";
var flush = ({ a }) => [a.router.namespace, a.vm2.namespace].map((where) => ["ip", "-n", where, "neigh", "flush", "all"]);
var fault = {
  id: "address-taken-by-stranger",
  title: "somebody else in the network has taken the address of a VM",
  layouts: bothLayouts,
  expects: "vm-address-duplicate",
  inject: ({ a }) => [
    ["ip", "netns", "add", namespace],
    [
      "ovs-vsctl",
      ...["add-port", "br-int", device, `tag=${a.network.tag}`],
      ...["--", "set", "Interface", device, "type=internal"]
    ],
    ["ip", "link", "set", device, "netns", namespace],
    ["ip", "-n", namespace, "address", "add", `${a.vm1.address}/24`, "dev", device],
    ["ip", "-n", namespace, "link", "set", device, "up"]
  ],
  heal: (model) => [
    ["ovs-vsctl", "--if-exists", "del-port", "br-int", device],
    quietly("ip", "netns", "delete", namespace),
    ...flush(model)
  ]
};
var address_taken_by_stranger_default = fault;

// src/lab/faults/anti-spoofing-flow-missing.ts
var delFlow = ({ a }) => `table=25,dl_src=${a.vm1.mac}`;
var fault2 = {
  id: "anti-spoofing-flow-missing",
  title: "the flow that lets a VM's own MAC pass is gone from the integration bridge",
  layouts: ["neutron"],
  expects: "dhcp-discover-lost",
  inject: (model) => [["ovs-ofctl", "del-flows", "br-int", delFlow(model)]],
  heal: (model) => [restart(model, "l2")]
};
var anti_spoofing_flow_missing_default = fault2;

// src/lab/faults/anti-spoofing-other-mac.ts
var chain = ({ a }) => `neutron-openvswi-s${a.vm1.portId.slice(0, 10)}`;
var pair = ({ a }, mac) => [
  ...["-s", `${a.vm1.address}/32`, "-m", "mac", "--mac-source", mac],
  ...["-m", "comment", "--comment", "Allow traffic from defined IP/MAC pairs.", "-j", "RETURN"]
];
var fault3 = {
  id: "anti-spoofing-other-mac",
  title: "the anti-spoofing rule of a VM holds another port's MAC",
  layouts: ["neutron"],
  expects: "anti-spoofing-wrong",
  inject: (model) => [["iptables", "-R", chain(model), "1", ...pair(model, model.a.vm2.mac)]],
  heal: (model) => [
    ["iptables", "-F", chain(model)],
    ["iptables", "-A", chain(model), ...pair(model, model.a.vm1.mac)],
    [
      "iptables",
      "-A",
      chain(model),
      "-m",
      "comment",
      "--comment",
      "Drop traffic without an IP/MAC allow rule.",
      "-j",
      "DROP"
    ]
  ]
};
var anti_spoofing_other_mac_default = fault3;

// src/lab/faults/arp-answer-drop-flow.ts
var flow = ({ a }) => `priority=300,arp,dl_src=${a.vm1.mac}`;
var fault4 = {
  id: "arp-answer-drop-flow",
  title: "a flow on the integration bridge drops the ARP of a VM",
  layouts: bothLayouts,
  expects: "arp-answer-lost",
  inject: (model) => [
    ["ovs-ofctl", "add-flow", "br-int", `${flow(model)},actions=drop`],
    ...[model.a.router.namespace, model.a.vm1.namespace].map(
      (where) => ["ip", "-n", where, "neigh", "flush", "all"]
    )
  ],
  heal: (model) => [["ovs-ofctl", "--strict", "del-flows", "br-int", flow(model)]]
};
var arp_answer_drop_flow_default = fault4;

// src/lab/faults/arp-request-drop-flow.ts
var flow2 = ({ a }) => `priority=300,arp,dl_src=${a.router.qr.mac}`;
var fault5 = {
  id: "arp-request-drop-flow",
  title: "a flow on the integration bridge drops the ARP of a router",
  layouts: bothLayouts,
  expects: "arp-request-lost",
  inject: (model) => [
    ["ovs-ofctl", "add-flow", "br-int", `${flow2(model)},actions=drop`],
    ["ip", "-n", model.a.router.namespace, "neigh", "flush", "all"]
  ],
  heal: (model) => [["ovs-ofctl", "--strict", "del-flows", "br-int", flow2(model)]]
};
var arp_request_drop_flow_default = fault5;

// src/lab/faults/arp-responder-wrong.ts
var deadMac = "fa:16:3e:00:de:ad";
var hex = (address) => `0x${address.split(".").map((byte) => Number(byte).toString(16).padStart(2, "0")).join("")}`;
var fault6 = {
  id: "arp-responder-wrong",
  title: "br-tun answers ARP for a VM with the MAC of a port that is gone",
  layouts: ["neutron"],
  expects: "arp-responder-wrong",
  // The tables of the agent with arp_responder and l2population.
  inject: ({ a: { network, vm1 } }) => [
    ["ovs-ofctl", "add-flow", "br-tun", "table=2,priority=1,arp,dl_dst=ff:ff:ff:ff:ff:ff,actions=resubmit(,21)"],
    ["ovs-ofctl", "add-flow", "br-tun", "table=21,priority=0,actions=resubmit(,22)"],
    [
      "ovs-ofctl",
      "add-flow",
      "br-tun",
      [
        `table=21,priority=1,arp,dl_vlan=${network.tag},arp_tpa=${vm1.address}`,
        "actions=move:NXM_OF_ETH_SRC[]->NXM_OF_ETH_DST[]",
        `mod_dl_src:${deadMac}`,
        "load:0x2->NXM_OF_ARP_OP[],move:NXM_NX_ARP_SHA[]->NXM_NX_ARP_THA[],move:NXM_OF_ARP_SPA[]->NXM_OF_ARP_TPA[]",
        `load:0x${deadMac.replaceAll(":", "")}->NXM_NX_ARP_SHA[],load:${hex(vm1.address)}->NXM_OF_ARP_SPA[],in_port`
      ].join(",")
    ]
  ],
  heal: (model) => [restart(model, "l2")]
};
var arp_responder_wrong_default = fault6;

// src/lab/faults/br-ex-arp-off.ts
var fault7 = {
  id: "br-ex-arp-off",
  title: "ARP is switched off on the external bridge, which is the gateway of the routers",
  layouts: bothLayouts,
  expects: "provider-gateway-silent",
  inject: ({ routers }) => [
    ["ip", "link", "set", "dev", "br-ex", "arp", "off"],
    ...routers.map(({ namespace: namespace3 }) => ["ip", "-n", namespace3, "neigh", "flush", "all"])
  ],
  heal: () => [["ip", "link", "set", "dev", "br-ex", "arp", "on"]]
};
var br_ex_arp_off_default = fault7;

// src/lab/faults/br-ex-deleted.ts
var fault8 = {
  id: "br-ex-deleted",
  title: "br-ex does not exist",
  layouts: bothLayouts,
  expects: "external-bridge-missing",
  inject: () => [["ovs-vsctl", "del-br", "br-ex"]],
  heal: (model) => [
    ["ovs-vsctl", "--may-exist", "add-br", "br-ex", "--", "set", "Bridge", "br-ex", "datapath_type=netdev"],
    ...healExternalBridge(model),
    restart(model, "l3"),
    restart(model, "l2")
  ]
};
var br_ex_deleted_default = fault8;

// src/lab/faults/br-ex-down.ts
var fault9 = {
  id: "br-ex-down",
  title: "br-ex is down",
  layouts: bothLayouts,
  expects: "external-bridge-down",
  inject: () => [["ip", "link", "set", "br-ex", "down"]],
  heal: healExternalBridge
};
var br_ex_down_default = fault9;

// src/lab/faults/br-ex-flows-gone.ts
var fault10 = {
  id: "br-ex-flows-gone",
  title: "the flows of the provider bridge are gone, and it lets nothing through without them",
  layouts: ["neutron"],
  expects: "provider-bridge-flows-missing",
  inject: () => [["ovs-ofctl", "del-flows", "br-ex"]],
  heal: (model) => [restart(model, "l2")]
};
var br_ex_flows_gone_default = fault10;

// src/lab/faults/br-ex-no-address.ts
var fault11 = {
  id: "br-ex-no-address",
  title: "br-ex has no address",
  layouts: bothLayouts,
  expects: "external-bridge-address-missing",
  inject: () => [["ip", "-4", "address", "flush", "dev", "br-ex"]],
  heal: healExternalBridge
};
var br_ex_no_address_default = fault11;

// src/lab/provider-outside.ts
var uplinkNic = "eth2";
var inLan = (...words) => ["ip", "-n", "lan", ...words];
var gateway = `${externalNetwork.gateway}/24`;
var moveGatewayOut = ({ a }) => [
  ["ip", "link", "add", uplinkNic, "type", "veth", "peer", "name", uplinkNic, "netns", "lan"],
  ["ip", "link", "set", uplinkNic, "up"],
  ["ovs-vsctl", "add-port", externalNetwork.bridge, uplinkNic],
  ["ip", "-4", "address", "flush", "dev", externalNetwork.bridge],
  inLan("route", "delete", externalNetwork.cidr),
  inLan("link", "set", uplinkNic, "up"),
  inLan("address", "add", gateway, "dev", uplinkNic),
  inLan("route", "add", worldAddress, "via", hostNic.address),
  inLan("route", "add", a.network.cidr, "via", a.router.qg.address),
  ["ip", "netns", "exec", "lan", "sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward"],
  ["ip", "route", "add", externalNetwork.cidr, "via", hostNic.peer],
  ["ip", "route", "add", a.network.cidr, "via", hostNic.peer]
];
var moveGatewayIn = (model) => [
  ["ovs-vsctl", "--if-exists", "del-port", externalNetwork.bridge, uplinkNic],
  quietly("ip", "link", "delete", uplinkNic),
  quietly(...inLan("route", "delete", worldAddress)),
  quietly("ip", "route", "delete", externalNetwork.cidr, "via", hostNic.peer),
  ...healExternalBridge(model),
  inLan("route", "replace", externalNetwork.cidr, "via", hostNic.address)
];

// src/lab/faults/br-ex-with-uplink-deleted.ts
var fault12 = {
  id: "br-ex-with-uplink-deleted",
  title: "br-ex does not exist, and the gateway was behind a NIC of it",
  layouts: bothLayouts,
  expects: "external-bridge-missing",
  rewiresLab: true,
  inject: (model) => [...moveGatewayOut(model), ["ovs-vsctl", "del-br", externalNetwork.bridge]],
  heal: (model) => [...br_ex_deleted_default.heal(model), ...moveGatewayIn(model)]
};
var br_ex_with_uplink_deleted_default = fault12;

// src/lab/faults/br-int-deleted.ts
var fault13 = {
  id: "br-int-deleted",
  title: "br-int does not exist",
  layouts: bothLayouts,
  expects: "integration-bridge-missing",
  inject: () => [["ovs-vsctl", "del-br", "br-int"]],
  heal: (model) => [
    ["ovs-vsctl", "--may-exist", "add-br", "br-int", "--", "set", "Bridge", "br-int", "datapath_type=netdev"],
    ...model.vms.map((vm) => ["ovs-vsctl", ...ovsPort(vm)]),
    restart(model, "l2"),
    restart(model, "l3"),
    restart(model, "dhcp")
  ]
};
var br_int_deleted_default = fault13;

// src/lab/faults/br-int-flows-gone.ts
var fault14 = {
  id: "br-int-flows-gone",
  title: "the flows of the integration bridge are gone, and it lets nothing through without them",
  layouts: ["neutron"],
  expects: "integration-bridge-flows-missing",
  inject: () => [["ovs-ofctl", "del-flows", "br-int"]],
  heal: (model) => [restart(model, "l2")]
};
var br_int_flows_gone_default = fault14;

// src/lab/faults/br-int-standalone.ts
var fault15 = {
  id: "br-int-standalone",
  title: "br-int forwards like a plain switch while its controller is away",
  layouts: ["neutron"],
  expects: "bridge-fail-mode-standalone",
  inject: () => [["ovs-vsctl", "set-fail-mode", "br-int", "standalone"]],
  heal: (model) => [["ovs-vsctl", "set-fail-mode", "br-int", "secure"], restart(model, "l2")]
};
var br_int_standalone_default = fault15;

// src/lab/faults/br-tun-flows-gone.ts
var fault16 = {
  id: "br-tun-flows-gone",
  title: "the flows of the tunnel bridge are gone, and it lets nothing through without them",
  layouts: ["neutron"],
  expects: "tunnel-bridge-flows-missing",
  inject: () => [["ovs-ofctl", "del-flows", "br-tun"]],
  heal: (model) => [restart(model, "l2")]
};
var br_tun_flows_gone_default = fault16;

// src/lab/faults/bridge-filter-missing.ts
var folder = "/proc/sys/net/bridge";
var script = `mount -t tmpfs -o ro qdoctor-lab "$1"
printf '#!/bin/sh\\n[ "$1" = br_netfilter ] && umount %s\\n' "$1" >"$2/modprobe"
chmod 755 "$2/modprobe"
mount --bind "$2/modprobe" "$(readlink -f "$(command -v modprobe)")"`;
var fault17 = {
  id: "bridge-filter-missing",
  title: "the module by which frames on bridges pass the rules of security groups is not loaded",
  // The lab's Quantum of 2012 has no hybrid firewall.
  layouts: ["neutron"],
  expects: "bridge-filter-off",
  inject: () => [["sh", "-ec", script, "sh", folder, labDir]],
  heal: () => [
    quietly("umount", folder),
    ["sh", "-c", 'umount "$(readlink -f "$(command -v modprobe)")" 2>/dev/null || :']
  ]
};
var bridge_filter_missing_default = fault17;

// src/lab/faults/bridge-filter-off.ts
var setting = (value) => ["sh", "-c", 'echo "$1" >/proc/sys/net/bridge/bridge-nf-call-iptables', "sh", String(value)];
var fault18 = {
  id: "bridge-filter-off",
  title: "what VMs send passes the rules of their security groups by",
  // The lab's Quantum of 2012 has no hybrid firewall.
  layouts: ["neutron"],
  expects: "bridge-filter-off",
  inject: () => [setting(0)],
  heal: () => [setting(1)]
};
var bridge_filter_off_default = fault18;

// src/lab/faults/bridge-rule-drops-dhcp.ts
var rule = ["FORWARD", "-p", "IPv4", "--ip-proto", "udp", "--ip-sport", "67", "-j", "DROP"];
var fault19 = {
  id: "bridge-rule-drops-dhcp",
  title: "an ebtables rule drops the answers of DHCP servers on all bridges of the host",
  layouts: bothLayouts,
  expects: "bridge-rule-drops-dhcp",
  inject: () => [["ebtables", "-A", ...rule]],
  heal: () => [quietly("ebtables", "-D", ...rule)]
};
var bridge_rule_drops_dhcp_default = fault19;

// src/lab/faults/conntrack-table-full.ts
var folder2 = "/proc/sys/net/netfilter";
var fault20 = {
  id: "conntrack-table-full",
  title: "the host tracks as many connections as it may",
  layouts: bothLayouts,
  expects: "conntrack-table-full",
  inject: () => ["count", "max"].map((name2) => [
    "sh",
    "-c",
    'echo 262144 >"$1/$2" && mount --bind "$1/$2" "$3/$2"',
    "sh",
    labDir,
    `nf_conntrack_${name2}`,
    folder2
  ]),
  heal: () => ["count", "max"].map((name2) => quietly("umount", `${folder2}/nf_conntrack_${name2}`))
};
var conntrack_table_full_default = fault20;

// src/lab/faults/datapath-id-shared.ts
var fault21 = {
  id: "datapath-id-shared",
  title: "br-ex has the datapath id of br-int",
  layouts: bothLayouts,
  expects: "bridges-share-datapath-id",
  inject: () => [
    [
      "sh",
      "-c",
      'id=$(ovs-vsctl get Bridge br-int datapath_id) && ovs-vsctl set Bridge br-ex other_config:datapath-id="$id"'
    ]
  ],
  heal: () => [["ovs-vsctl", "remove", "Bridge", "br-ex", "other_config", "datapath-id"]]
};
var datapath_id_shared_default = fault21;

// src/lab/faults/default-route-looped.ts
var usual = ["default", "via", hostNic.peer, "dev", hostNic.device];
var fault22 = {
  id: "default-route-looped",
  title: "the host has a better default route, by way of a router of its own",
  layouts: bothLayouts,
  expects: "default-route-looped",
  inject: ({ a }) => [
    ["ip", "route", "add", ...usual, "metric", "100"],
    ["ip", "route", "replace", "default", "via", a.router.qg.address, "dev", "br-ex"]
  ],
  heal: ({ a }) => [
    quietly("ip", "route", "delete", "default", "via", a.router.qg.address, "dev", "br-ex"),
    quietly("ip", "route", "delete", ...usual, "metric", "100"),
    ["ip", "route", "replace", ...usual]
  ]
};
var default_route_looped_default = fault22;

// src/lab/faults/dhcp-address-in-two-host-lines.ts
var fault23 = {
  id: "dhcp-address-in-two-host-lines",
  title: "a line above that of a VM gives its address to another MAC",
  layouts: bothLayouts,
  expects: "dhcp-host-address-duplicate",
  inject: (model) => [
    ["sed", "-i", `1i fa:16:3e:0d:ea:01,host-gone.openstacklocal,${model.a.vm1.address}`, hostFile(model)],
    readHostsAgain(model)
  ],
  heal: (model) => restoreDhcpFiles(model)
};
var dhcp_address_in_two_host_lines_default = fault23;

// src/lab/faults/dhcp-address-leased-to-dead-mac.ts
var fault24 = {
  id: "dhcp-address-leased-to-dead-mac",
  title: "the lease of a deleted VM holds the address of a new one",
  layouts: ["neutron"],
  expects: "dhcp-address-leased-to-other",
  inject: (model) => [
    killDnsmasq(model),
    writeLeases(model, [{ mac: "fa:16:3e:0d:ea:01", address: model.a.vm1.address }]),
    startDnsmasq(model)
  ],
  heal: (model) => [killDnsmasq(model), writeLeases(model, []), restart(model, "dhcp")]
};
var dhcp_address_leased_to_dead_mac_default = fault24;

// src/lab/faults/dhcp-address-not-reloaded.ts
var fault25 = {
  id: "dhcp-address-not-reloaded",
  title: "a VM got another address, but dnsmasq was not told to read the host file again",
  layouts: bothLayouts,
  expects: "dhcp-offer-outdated",
  inject: (model) => [readThenPutBack(model, "host", `/^${model.a.vm1.mac},/s/,[0-9.]*$/,10.11.12.77/`)],
  heal: (model) => [readHostsAgain(model)]
};
var dhcp_address_not_reloaded_default = fault25;

// src/lab/faults/dhcp-agent-frozen.ts
var fault26 = {
  id: "dhcp-agent-frozen",
  title: "the DHCP agent runs but does nothing",
  layouts: bothLayouts,
  expects: "dhcp-agent-frozen",
  inject: (model) => [signalByPidFile("STOP", agentPidFile(model.programs.dhcp))],
  heal: (model) => [signalByPidFile("CONT", agentPidFile(model.programs.dhcp))]
};
var dhcp_agent_frozen_default = fault26;

// src/lab/faults/dhcp-agent-killed.ts
var fault27 = {
  id: "dhcp-agent-killed",
  title: "the DHCP agent is dead, all that it has made goes on",
  layouts: bothLayouts,
  expects: "dhcp-agent-not-running",
  inject: (model) => [killAgent(model, "dhcp")],
  heal: (model) => [restart(model, "dhcp")]
};
var dhcp_agent_killed_default = fault27;

// src/lab/faults/dhcp-agent-never-ran.ts
var fault28 = {
  id: "dhcp-agent-never-ran",
  title: "the DHCP agent never ran: no network has a DHCP server",
  layouts: bothLayouts,
  expects: "dhcp-agent-not-running",
  inject: (model) => [
    killAgent(model, "dhcp"),
    ...model.networks.flatMap((network) => [
      killByPidFile(`${network.dhcpDir}/pid`),
      ...endMetadataProxy(model, network),
      ["ovs-vsctl", "del-port", network.dhcpPort.device],
      ["ip", "netns", "delete", network.namespace]
    ]),
    ["rm", "-r", `${model.stateDir}/dhcp`]
  ],
  heal: (model) => [restart(model, "dhcp")]
};
var dhcp_agent_never_ran_default = fault28;

// src/lab/faults/dhcp-checksum-spoiled.ts
var table = ["table", "ip", "spoil"];
var fault29 = {
  id: "dhcp-checksum-spoiled",
  title: "DHCP answers leave with a wrong UDP checksum",
  layouts: bothLayouts,
  expects: "dhcp-offer-checksum-bad",
  inject: ({ a: { network } }) => {
    const nft = ["ip", "netns", "exec", network.namespace, "nft", "add"];
    const hook = "{ type filter hook postrouting priority 0; }";
    return [
      [...nft, ...table],
      [...nft, "chain", "ip", "spoil", "out", hook],
      [...nft, "rule", "ip", "spoil", "out", "udp", "dport", "68", "udp", "checksum", "set", "0x1234"]
    ];
  },
  heal: ({ a: { network } }) => [quietly("ip", "netns", "exec", network.namespace, "nft", "delete", ...table)]
};
var dhcp_checksum_spoiled_default = fault29;

// src/lab/faults/dhcp-host-entry-missing.ts
function reload(dir) {
  return ["sh", "-c", 'read -r pid <"$1/pid" && kill -HUP "$pid"', "reload", dir];
}
var fault30 = {
  id: "dhcp-host-entry-missing",
  title: "the MAC of a VM is not in the host file of dnsmasq",
  layouts: bothLayouts,
  expects: "dhcp-host-entry-missing",
  inject: ({ a }) => [["sed", "-i", `/^${a.vm1.mac},/d`, `${a.network.dhcpDir}/host`], reload(a.network.dhcpDir)],
  heal: ({ a }) => [
    ["cp", `${intentDir}/dhcp/state/dhcp/${a.network.id}/host`, `${a.network.dhcpDir}/host`],
    reload(a.network.dhcpDir)
  ]
};
var dhcp_host_entry_missing_default = fault30;

// src/lab/faults/dhcp-host-line-garbled.ts
var fault31 = {
  id: "dhcp-host-line-garbled",
  title: "the line of a VM in the host file has no valid address",
  layouts: bothLayouts,
  expects: "dhcp-host-line-unusable",
  inject: (model) => [
    ["sed", "-i", `s/,${model.a.vm1.address}$/,10.11.12.300/`, hostFile(model)],
    readHostsAgain(model)
  ],
  heal: (model) => restoreDhcpFiles(model)
};
var dhcp_host_line_garbled_default = fault31;

// src/lab/faults/dhcp-hosts-not-reloaded.ts
var fault32 = {
  id: "dhcp-hosts-not-reloaded",
  title: "the host file got its lines, but dnsmasq was not told to read it again",
  layouts: bothLayouts,
  expects: "dhcp-offer-missing",
  inject: (model) => [readThenPutBack(model, "host", "d")],
  heal: (model) => [readHostsAgain(model)]
};
var dhcp_hosts_not_reloaded_default = fault32;

// src/lab/faults/dhcp-input-filtered.ts
var rule2 = ["INPUT", "-p", "udp", "--dport", "67", "-j", "DROP"];
var fault33 = {
  id: "dhcp-input-filtered",
  title: "a firewall rule in the DHCP namespace drops requests",
  layouts: bothLayouts,
  expects: "dhcp-input-filtered",
  inject: ({ a }) => [within(a.network.namespace, "iptables", "-I", ...rule2)],
  heal: ({ a }) => [quietly(...within(a.network.namespace, "iptables", "-D", ...rule2))]
};
var dhcp_input_filtered_default = fault33;

// src/lab/lease.ts
function askForLease(vm, tries = 3) {
  return [`${labDir}/ask-for-lease`, vm.namespace, String(tries)];
}

// src/lab/faults/dhcp-lease-limit-reached.ts
var withOneLease = (words) => [
  ...words.filter((word) => !/^--dhcp-lease(?:file|-max)=/.test(word)),
  "--leasefile-ro",
  "--dhcp-lease-max=1"
];
var guest = '(for try in $(seq 60); do timeout 1 "$@" && break; done) >/dev/null 2>&1 &';
var fault34 = {
  id: "dhcp-lease-limit-reached",
  title: "dnsmasq has given all the leases that it may give, offers and then refuses, while a VM goes on asking",
  layouts: bothLayouts,
  expects: "dhcp-nak-sent",
  seenWith: ["--passive", "--wait", "3"],
  inject: (model) => [
    killDnsmasq(model),
    startDnsmasq(model, withOneLease),
    askForLease(model.a.vm2),
    ["sh", "-c", guest, "guest", ...askForLease(model.a.vm1, 1)]
  ],
  heal: (model) => [restart(model, "dhcp")]
};
var dhcp_lease_limit_reached_default = fault34;

// src/lab/faults/dhcp-lease-time-not-reloaded.ts
var fault35 = {
  id: "dhcp-lease-time-not-reloaded",
  title: "the host file gives a VM no lease time of its own any more, but dnsmasq was not told to read it again",
  layouts: bothLayouts,
  expects: "dhcp-offer-outdated",
  inject: (model) => [readThenPutBack(model, "host", `/^${model.a.vm1.mac},/s/$/,600/`)],
  heal: (model) => [readHostsAgain(model)]
};
var dhcp_lease_time_not_reloaded_default = fault35;

// src/lab/faults/dhcp-metadata-proxy-killed.ts
var fault36 = {
  id: "dhcp-metadata-proxy-killed",
  title: "the metadata proxy in a DHCP namespace has ended",
  // Folsom's agents run no proxy.
  layouts: ["neutron"],
  expects: "metadata-proxy-not-running",
  inject: (model) => endMetadataProxy(model, model.b.network),
  heal: (model) => [restart(model, "dhcp")]
};
var dhcp_metadata_proxy_killed_default = fault36;

// src/lab/faults/dhcp-mtu-option-too-large.ts
var fault37 = {
  id: "dhcp-mtu-option-too-large",
  title: "dnsmasq tells the guests a larger MTU than the network has",
  layouts: bothLayouts,
  expects: "dhcp-mtu-option-too-large",
  inject: (model) => [
    killDnsmasq(model),
    startDnsmasq(model, (words) => [
      ...words.filter((word) => !word.startsWith("--dhcp-option-force=")),
      "--dhcp-option-force=26,9000"
    ])
  ],
  heal: (model) => [restart(model, "dhcp")]
};
var dhcp_mtu_option_too_large_default = fault37;

// src/lab/faults/dhcp-namespace-no-default-route.ts
var fault38 = {
  id: "dhcp-namespace-no-default-route",
  title: "the DHCP namespace has lost its default route",
  layouts: ["neutron"],
  expects: "dhcp-namespace-route-wrong",
  inject: ({ a }) => [["ip", "-n", a.network.namespace, "route", "del", "default"]],
  heal: ({ a }) => [
    ["ip", "-n", a.network.namespace, "route", "replace", "default", "via", a.network.gateway, "proto", "static"]
  ]
};
var dhcp_namespace_no_default_route_default = fault38;

// src/lab/faults/dhcp-namespace-wrong-default-route.ts
var fault39 = {
  id: "dhcp-namespace-wrong-default-route",
  title: "the DHCP namespace has its default route via nobody",
  layouts: ["neutron"],
  expects: "dhcp-namespace-route-wrong",
  inject: ({ a }) => [["ip", "-n", a.network.namespace, "route", "replace", "default", "via", "10.11.12.254"]],
  heal: ({ a }) => [
    ["ip", "-n", a.network.namespace, "route", "replace", "default", "via", a.network.gateway, "proto", "static"]
  ]
};
var dhcp_namespace_wrong_default_route_default = fault39;

// src/lab/faults/dhcp-no-offer.ts
var fault40 = {
  id: "dhcp-no-offer",
  title: "the DHCP server answers no DISCOVER: dnsmasq is not running",
  layouts: bothLayouts,
  expects: "dhcp-server-not-running",
  inject: (model) => [killDnsmasq(model)],
  heal: (model) => [restart(model, "dhcp")]
};
var dhcp_no_offer_default = fault40;

// src/lab/faults/dhcp-options-not-reloaded.ts
var fault41 = {
  id: "dhcp-options-not-reloaded",
  title: "the options file names the right router again, but dnsmasq was not told to read it again",
  layouts: bothLayouts,
  expects: "dhcp-offer-outdated",
  inject: (model) => [readThenPutBack(model, "opts", "s/option:router,.*/option:router,10.11.12.254/")],
  heal: (model) => [readHostsAgain(model)]
};
var dhcp_options_not_reloaded_default = fault41;

// src/lab/faults/dhcp-reply-drop-flow.ts
var flow3 = "priority=300,udp,tp_src=67";
var fault42 = {
  id: "dhcp-reply-drop-flow",
  title: "a flow on the integration bridge drops what comes from DHCP servers",
  layouts: bothLayouts,
  expects: "dhcp-offer-lost",
  inject: () => [["ovs-ofctl", "add-flow", "br-int", `${flow3},actions=drop`]],
  heal: () => [["ovs-ofctl", "--strict", "del-flows", "br-int", flow3]]
};
var dhcp_reply_drop_flow_default = fault42;

// src/lab/faults/dhcp-request-drop-flow.ts
var flow4 = "priority=300,udp,tp_dst=67";
var fault43 = {
  id: "dhcp-request-drop-flow",
  title: "a flow on the integration bridge drops what goes to DHCP servers",
  layouts: bothLayouts,
  expects: "dhcp-discover-lost",
  inject: () => [["ovs-ofctl", "add-flow", "br-int", `${flow4},actions=drop`]],
  heal: () => [["ovs-ofctl", "--strict", "del-flows", "br-int", flow4]]
};
var dhcp_request_drop_flow_default = fault43;

// src/lab/faults/dhcp-router-option-wrong.ts
var fault44 = {
  id: "dhcp-router-option-wrong",
  title: "the options name a router that nobody is",
  layouts: ["neutron"],
  expects: "dhcp-router-option-wrong",
  inject: (model) => [
    ["sed", "-i", "/option:router/s/10\\.11\\.12\\.1$/10.11.12.254/", `${model.a.network.dhcpDir}/opts`],
    readHostsAgain(model)
  ],
  heal: (model) => restoreDhcpFiles(model)
};
var dhcp_router_option_wrong_default = fault44;

// src/lab/faults/dhcp-tap-dead-vlan.ts
var fault45 = {
  id: "dhcp-tap-dead-vlan",
  title: "the DHCP port is in the dead VLAN",
  layouts: bothLayouts,
  expects: "port-dead-vlan",
  inject: ({ a }) => [setTag(a.network.dhcpPort.device, 4095)],
  heal: ({ a }) => [setTag(a.network.dhcpPort.device, a.network.tag)]
};
var dhcp_tap_dead_vlan_default = fault45;

// src/lab/faults/dhcp-tap-down.ts
var fault46 = {
  id: "dhcp-tap-down",
  title: "the DHCP port is down",
  layouts: bothLayouts,
  expects: "dhcp-port-down",
  inject: ({ a: { network } }) => [["ip", "-n", network.namespace, "link", "set", network.dhcpPort.device, "down"]],
  heal: ({ a: { network } }) => [
    ["ip", "-n", network.namespace, "link", "set", network.dhcpPort.device, "up"],
    ["ip", "-n", network.namespace, "-batch", `${intentDir}/dhcp/${network.namespace}.batch`]
  ]
};
var dhcp_tap_down_default = fault46;

// src/lab/faults/dhcp-tap-in-root-namespace.ts
var fault47 = {
  id: "dhcp-tap-in-root-namespace",
  title: "the device of the DHCP port is in the root namespace",
  layouts: bothLayouts,
  expects: "port-device-in-wrong-namespace",
  inject: ({ a: { network } }) => [
    ["ip", "-n", network.namespace, "link", "set", network.dhcpPort.device, "netns", "1"]
  ],
  heal: (model) => [restart(model, "dhcp")]
};
var dhcp_tap_in_root_namespace_default = fault47;

// src/lab/faults/dhcp-tap-never-wired.ts
var fault48 = {
  id: "dhcp-tap-never-wired",
  title: "the DHCP port is as the interface driver left it: no L2 agent has wired it",
  layouts: bothLayouts,
  expects: "port-dead-vlan",
  inject: ({ a }) => [
    ["ovs-vsctl", "set", "Port", a.network.dhcpPort.device, "tag=4095", "vlan_mode=trunk", "trunks=4095"]
  ],
  heal: ({ a }) => [
    setTag(a.network.dhcpPort.device, a.network.tag),
    ["ovs-vsctl", "clear", "Port", a.network.dhcpPort.device, "vlan_mode", "trunks"]
  ]
};
var dhcp_tap_never_wired_default = fault48;

// src/lab/faults/dhcp-tap-no-address.ts
var fault49 = {
  id: "dhcp-tap-no-address",
  title: "the DHCP port has no address",
  layouts: bothLayouts,
  expects: "dhcp-port-address-missing",
  inject: ({ a: { network } }) => [
    ["ip", "-4", "-n", network.namespace, "address", "flush", "dev", network.dhcpPort.device]
  ],
  heal: ({ a: { network } }) => [
    ["ip", "-n", network.namespace, "-batch", `${intentDir}/dhcp/${network.namespace}.batch`]
  ]
};
var dhcp_tap_no_address_default = fault49;

// src/lab/faults/dhcp-tap-no-tag.ts
var fault50 = {
  id: "dhcp-tap-no-tag",
  title: "the DHCP port has no local VLAN tag",
  layouts: bothLayouts,
  expects: "port-tag-missing",
  inject: ({ a }) => [["ovs-vsctl", "clear", "Port", a.network.dhcpPort.device, "tag"]],
  heal: ({ a }) => [setTag(a.network.dhcpPort.device, a.network.tag)]
};
var dhcp_tap_no_tag_default = fault50;

// src/lab/faults/dhcp-tap-removed-from-br-int.ts
var fault51 = {
  id: "dhcp-tap-removed-from-br-int",
  title: "the DHCP port is on no bridge",
  layouts: bothLayouts,
  expects: "dhcp-port-missing",
  inject: (model) => [["ovs-vsctl", "del-port", "br-int", model.a.network.dhcpPort.device]],
  heal: (model) => [restart(model, "dhcp")]
};
var dhcp_tap_removed_from_br_int_default = fault51;

// src/lab/faults/dhcp-tap-wrong-address.ts
var fault52 = {
  id: "dhcp-tap-wrong-address",
  title: "the DHCP port has an address of another subnet",
  layouts: bothLayouts,
  expects: "dhcp-port-address-wrong",
  inject: ({ a }) => [
    ["ip", "-n", a.network.namespace, "addr", "flush", "dev", a.network.dhcpPort.device],
    ["ip", "-n", a.network.namespace, "addr", "add", "10.99.12.2/24", "dev", a.network.dhcpPort.device]
  ],
  heal: (model) => [restart(model, "dhcp")]
};
var dhcp_tap_wrong_address_default = fault52;

// src/lab/faults/dhcp-tap-wrong-tag.ts
var fault53 = {
  id: "dhcp-tap-wrong-tag",
  title: "the DHCP port has the local VLAN tag of no network",
  layouts: bothLayouts,
  expects: "port-tag-wrong",
  inject: ({ a }) => [setTag(a.network.dhcpPort.device, 77)],
  heal: ({ a }) => [setTag(a.network.dhcpPort.device, a.network.tag)]
};
var dhcp_tap_wrong_tag_default = fault53;

// src/lab/faults/dnsmasq-frozen.ts
var fault54 = {
  id: "dnsmasq-frozen",
  title: "dnsmasq is stopped by a signal: alive, its port open, and silent",
  layouts: bothLayouts,
  expects: "dhcp-server-frozen",
  inject: (model) => [signalByPidFile("STOP", dnsmasqPidFile(model))],
  heal: (model) => [signalByPidFile("CONT", dnsmasqPidFile(model))]
};
var dnsmasq_frozen_default = fault54;

// src/lab/faults/dnsmasq-in-root-namespace.ts
function argumentsOf(model) {
  return dnsmasqArgs(model, model.a.network).map((word) => word === "--bind-interfaces" ? "--bind-dynamic" : word);
}
var fault55 = {
  id: "dnsmasq-in-root-namespace",
  title: "dnsmasq runs in the root namespace",
  layouts: bothLayouts,
  expects: "dhcp-server-outside-namespace",
  inject: (model) => [killDnsmasq(model), ["dnsmasq", ...argumentsOf(model)]],
  heal: (model) => [restart(model, "dhcp")]
};
var dnsmasq_in_root_namespace_default = fault55;

// src/lab/faults/dnsmasq-lease-limit-reached.ts
var deadMacs = ["fa:16:3e:0d:ea:01", "fa:16:3e:0d:ea:02"];
var fault56 = {
  id: "dnsmasq-lease-limit-reached",
  title: "all leases that dnsmasq may give are held by MACs that are gone",
  layouts: ["neutron"],
  expects: "dhcp-leases-exhausted",
  inject: (model) => [
    killDnsmasq(model),
    writeLeases(
      model,
      deadMacs.map((mac, index) => ({ mac, address: `10.11.12.${201 + index}` }))
    ),
    startDnsmasq(model, (words) => words.map((word) => word.replace(/^--dhcp-lease-max=.*/, "--dhcp-lease-max=2")))
  ],
  heal: (model) => [restart(model, "dhcp")]
};
var dnsmasq_lease_limit_reached_default = fault56;

// src/lab/faults/dnsmasq-left-over.ts
var besideTheOther = (words) => [...words, "--port=0"].map((word) => word.replace(/^--(pid-file|dhcp-leasefile)=.*/, "$&.old"));
var fault57 = {
  id: "dnsmasq-left-over",
  title: "a dnsmasq that the agent has lost sight of answers beside the new one",
  layouts: bothLayouts,
  expects: "dhcp-server-duplicate",
  inject: (model) => [startDnsmasq(model, besideTheOther)],
  heal: (model) => [quietly("sh", "-c", 'read -r pid <"$1.old" && kill "$pid"', "sh", dnsmasqPidFile(model))]
};
var dnsmasq_left_over_default = fault57;

// src/lab/faults/dnsmasq-on-old-interface.ts
var fault58 = {
  id: "dnsmasq-on-old-interface",
  title: "dnsmasq was started for a DHCP port that is no more",
  layouts: bothLayouts,
  expects: "dhcp-interface-wrong",
  inject: (model) => [
    killDnsmasq(model),
    startDnsmasq(model, (words) => [
      ...words.filter((word) => !/^--(?:bind|interface|except)/.test(word)),
      "--bind-dynamic",
      "--interface=tap0badcafe-00"
    ])
  ],
  heal: (model) => [restart(model, "dhcp")]
};
var dnsmasq_on_old_interface_default = fault58;

// src/lab/faults/dnsmasq-pid-file-wrong.ts
var fault59 = {
  id: "dnsmasq-pid-file-wrong",
  title: "the pid file of dnsmasq names another process",
  layouts: bothLayouts,
  expects: "dhcp-pid-file-wrong",
  inject: (model) => [["sh", "-c", 'cp "$1" "$1.right" && echo 1 >"$1"', "sh", dnsmasqPidFile(model)]],
  heal: (model) => [quietly("mv", `${dnsmasqPidFile(model)}.right`, dnsmasqPidFile(model))]
};
var dnsmasq_pid_file_wrong_default = fault59;

// src/lab/faults/dnsmasq-range-of-other-subnet.ts
var fault60 = {
  id: "dnsmasq-range-of-other-subnet",
  title: "dnsmasq was started with the range of another subnet",
  layouts: bothLayouts,
  expects: "dhcp-range-wrong",
  inject: (model) => [
    killDnsmasq(model),
    startDnsmasq(
      model,
      (words) => words.map((word) => word.startsWith("--dhcp-range=") ? word.replace("10.11.12.0", "10.99.12.0") : word)
    )
  ],
  heal: (model) => [restart(model, "dhcp")]
};
var dnsmasq_range_of_other_subnet_default = fault60;

// src/lab/faults/dnsmasq-without-range.ts
var fault61 = {
  id: "dnsmasq-without-range",
  title: "dnsmasq serves no DHCP: it was started without a range",
  layouts: bothLayouts,
  expects: "dhcp-server-not-listening",
  inject: (model) => [
    killDnsmasq(model),
    startDnsmasq(model, (words) => words.filter((word) => !word.startsWith("--dhcp-range=")))
  ],
  heal: (model) => [restart(model, "dhcp")]
};
var dnsmasq_without_range_default = fault61;

// src/lab/kinds/kind.ts
var kindsDir = `${labDir}/kinds`;
var plainDir = `${intentDir}.plain`;
var dress = (kind, script3) => [
  "sh",
  "-ec",
  `[ ! -e ${plainDir} ] || { echo 'the lab is of another kind already' >&2; exit 1; }
cp -r ${intentDir} ${plainDir}
cp -r ${kindsDir}/${kind}/. ${intentDir}
${script3}`
];
var undress = (script3) => [
  "sh",
  "-ec",
  `[ -e ${plainDir} ] || exit 0
rm -r ${intentDir}
mv ${plainDir} ${intentDir}
${script3}`
];
var ipBatch = (commands, namespace3) => `ip ${namespace3 === void 0 ? "" : `-n ${namespace3} `}-batch - <<'END'
${commands.join("\n")}
END`;

// src/lab/kinds/dvr.ts
function distributedOf({ a, externalNetwork: externalNetwork2 }) {
  const port = (prefix, number, address) => {
    const id = uuidOf("port", prefix, "a");
    return { id, mac: macOf(number), device: `${prefix}${deviceSuffix(id)}`, address };
  };
  const key = a.router.id.slice(0, 10);
  return {
    snat: { namespace: `snat-${a.router.id}`, sg: port("sg-", 9001, "10.11.12.190") },
    fip: { namespace: `fip-${externalNetwork2.id}`, fg: port("fg-", 9002, "203.0.113.169") },
    rfp: { device: `rfp-${key}`, address: "169.254.88.134" },
    fpr: { device: `fpr-${key}`, address: "169.254.88.135" }
  };
}
var withDistributedRouter = (model) => ({
  ...model,
  routers: model.routers.map(
    (router) => router.id === model.a.router.id ? { ...router, distributed: distributedOf(model) } : router
  )
});
var restartAgents = ({ services }) => `service ${services.l3} restart
service ${services.l2} restart
ip neigh flush dev br-ex`;
var dressAsDistributed = (model) => [dress("dvr", restartAgents(model))];
function undressDistributed(model) {
  const { snat, fip, rfp } = distributedOf(model);
  const { namespace: namespace3, qg } = model.a.router;
  const ports = [snat.sg, fip.fg, qg].flatMap(({ device: device4 }) => ["--", "--if-exists", "del-port", "br-int", device4]);
  return [
    undress(`ovs-vsctl ${ports.join(" ")}
ip -n ${namespace3} link delete ${rfp.device} 2>/dev/null || :
${ipBatch([`netns delete ${snat.namespace}`, `netns delete ${fip.namespace}`])}
ip -n ${namespace3} rule flush
ip -n ${namespace3} route flush table all proto boot 2>/dev/null || :
${ipBatch(["rule add table main priority 32766", "rule add table default priority 32767"], namespace3)}
${restartAgents(model)}`)
  ];
}

// src/lab/faults/dvr-floating-ip-no-route.ts
var fault62 = {
  id: "dvr-floating-ip-no-route",
  title: "no route leads to the floating IP of a distributed router",
  layouts: ["neutron"],
  expects: "fip-route-missing",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    ["ip", "-n", distributedOf(model).fip.namespace, "route", "delete", `${model.floatingIp}/32`]
  ],
  heal: undressDistributed
};
var dvr_floating_ip_no_route_default = fault62;

// src/lab/faults/dvr-floating-ip-no-rule.ts
var fault63 = {
  id: "dvr-floating-ip-no-rule",
  title: "no policy rule sends a VM behind a distributed router out by its floating IP",
  layouts: ["neutron"],
  expects: "fip-policy-rule-missing",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    ["ip", "-n", model.a.router.namespace, "rule", "delete", "from", model.a.vm1.address]
  ],
  heal: undressDistributed
};
var dvr_floating_ip_no_rule_default = fault63;

// src/lab/faults/dvr-link-deleted.ts
var fault64 = {
  id: "dvr-link-deleted",
  title: "the pair that leads from the floating IPs to a distributed router is gone",
  layouts: ["neutron"],
  expects: "fip-link-broken",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    ["ip", "-n", model.a.router.namespace, "link", "delete", distributedOf(model).rfp.device]
  ],
  heal: undressDistributed
};
var dvr_link_deleted_default = fault64;

// src/lab/faults/dvr-link-down.ts
var fault65 = {
  id: "dvr-link-down",
  title: "the pair that leads from the floating IPs to a distributed router is down",
  layouts: ["neutron"],
  expects: "fip-link-broken",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    ["ip", "-n", model.a.router.namespace, "link", "set", distributedOf(model).rfp.device, "down"]
  ],
  heal: undressDistributed
};
var dvr_link_down_default = fault65;

// src/lab/faults/dvr-proxy-arp-off.ts
var fault66 = {
  id: "dvr-proxy-arp-off",
  title: "nobody answers ARP for the floating IPs of distributed routers",
  layouts: ["neutron"],
  expects: "fip-proxy-arp-off",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    [
      "ip",
      "netns",
      "exec",
      distributedOf(model).fip.namespace,
      "sysctl",
      "-w",
      `net.ipv4.conf.${distributedOf(model).fip.fg.device}.proxy_arp=0`
    ]
  ],
  heal: undressDistributed
};
var dvr_proxy_arp_off_default = fault66;

// src/lab/faults/dvr-snat-no-address.ts
var fault67 = {
  id: "dvr-snat-no-address",
  title: "the SNAT port of a distributed router has lost its address",
  layouts: ["neutron"],
  expects: "snat-port-address-missing",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    [
      "ip",
      "-4",
      "-n",
      distributedOf(model).snat.namespace,
      "address",
      "flush",
      "dev",
      distributedOf(model).snat.sg.device
    ]
  ],
  heal: undressDistributed
};
var dvr_snat_no_address_default = fault67;

// src/lab/faults/external-nic-down.ts
var nic = "eth2";
var fault68 = {
  id: "external-nic-down",
  title: "the NIC of br-ex is down",
  layouts: bothLayouts,
  expects: "external-nic-down",
  rewiresLab: true,
  inject: () => [
    ["ip", "link", "add", nic, "type", "veth", "peer", "name", nic, "netns", "lan"],
    ["ip", "-n", "lan", "link", "set", nic, "up"],
    ["ovs-vsctl", "add-port", "br-ex", nic],
    ["ip", "link", "set", nic, "down"]
  ],
  heal: () => [["ovs-vsctl", "--if-exists", "del-port", "br-ex", nic], quietly("ip", "link", "delete", nic)]
};
var external_nic_down_default = fault68;

// src/lab/faults/host-nic.ts
function unbridgeHostNic(model, addressFromFault) {
  const { device: device4, address, peer, prefix } = hostNic;
  const own = `${address}/${prefix}`;
  return [
    ["ovs-vsctl", "--if-exists", "del-port", "br-ex", device4],
    ...[device4, "br-ex"].flatMap(
      (name2) => [addressFromFault, own].map((held) => quietly("ip", "address", "delete", held, "dev", name2))
    ),
    ["ip", "address", "replace", own, "dev", device4],
    ["ip", "route", "replace", "default", "via", peer, "dev", device4],
    ...healExternalBridge(model),
    // The LAN has learned the MAC of br-ex for the host's address.
    ["ip", "-n", "lan", "neigh", "flush", "all"]
  ];
}

// src/lab/faults/external-nic-holds-address.ts
var { device: device2 } = hostNic;
var more = "192.0.2.11/24";
var fault69 = {
  id: "external-nic-holds-address",
  title: "the NIC became a port of br-ex, and the address stayed on the NIC",
  layouts: bothLayouts,
  expects: "external-nic-holds-address",
  rewiresLab: true,
  inject: () => [
    ["ip", "address", "add", more, "dev", device2],
    ["ovs-vsctl", "--may-exist", "add-port", "br-ex", device2]
  ],
  heal: (model) => unbridgeHostNic(model, more)
};
var external_nic_holds_address_default = fault69;

// src/lab/faults/external-nic-not-bridged.ts
var onNic = "203.0.113.200/24";
var onLan = "203.0.113.254/24";
var viaHost = [externalNetwork.cidr, "via", hostNic.address];
var fault70 = {
  id: "external-nic-not-bridged",
  title: "the NIC has an address of the external network but is no port of br-ex",
  layouts: bothLayouts,
  expects: "external-nic-not-bridged",
  rewiresLab: true,
  inject: () => [
    ["ip", "address", "add", onNic, "dev", hostNic.device],
    ["ip", "-n", "lan", "route", "delete", ...viaHost],
    ["ip", "-n", "lan", "address", "add", onLan, "dev", hostNic.device]
  ],
  heal: (model) => [
    quietly("ip", "-n", "lan", "address", "delete", onLan, "dev", hostNic.device),
    ["ip", "-n", "lan", "route", "replace", ...viaHost],
    ...unbridgeHostNic(model, onNic)
  ]
};
var external_nic_not_bridged_default = fault70;

// src/lab/faults/external-nic-renamed.ts
var newName = "ens9";
var fault71 = {
  id: "external-nic-renamed",
  title: "the NIC of br-ex has another name since a reboot",
  layouts: bothLayouts,
  expects: "external-nic-gone",
  rewiresLab: true,
  inject: (model) => [
    ...moveGatewayOut(model),
    ["ovs-vsctl", "del-port", externalNetwork.bridge, uplinkNic],
    ["ip", "link", "set", uplinkNic, "down"],
    ["ip", "link", "set", uplinkNic, "name", newName],
    ["ip", "link", "set", newName, "up"],
    // As after a boot: a device that is not there makes no failure of it.
    ["ovs-vsctl", "add-port", externalNetwork.bridge, uplinkNic]
  ],
  heal: (model) => [
    ["ovs-vsctl", "--if-exists", "del-port", externalNetwork.bridge, newName],
    quietly("ip", "link", "delete", newName),
    ...moveGatewayIn(model)
  ]
};
var external_nic_renamed_default = fault71;

// src/lab/faults/external-patch-peer-wrong.ts
var setPeer = (peer) => ["ovs-vsctl", "set", "Interface", "phy-br-ex", `options:peer=${peer}`];
var fault72 = {
  id: "external-patch-peer-wrong",
  title: "phy-br-ex names a peer that does not exist",
  layouts: ["neutron"],
  expects: "external-patch-peer-wrong",
  inject: () => [setPeer("int-br-old")],
  heal: () => [setPeer("int-br-ex")]
};
var external_patch_peer_wrong_default = fault72;

// src/lab/faults/external-uplink-lost.ts
var fault73 = {
  id: "external-uplink-lost",
  title: "the NIC that leads to the gateway is no port of br-ex any more",
  layouts: bothLayouts,
  expects: "external-uplink-missing",
  rewiresLab: true,
  inject: (model) => [...moveGatewayOut(model), ["ovs-vsctl", "del-port", externalNetwork.bridge, uplinkNic]],
  heal: moveGatewayIn
};
var external_uplink_lost_default = fault73;

// src/lab/faults/external-veth-down.ts
var fault74 = {
  id: "external-veth-down",
  title: "br-int and br-ex are joined by a veth pair, and one end is down",
  // In the lab's Quantum of 2012 routers plug into br-ex itself.
  layouts: ["neutron"],
  expects: "external-veth-down",
  rewiresLab: true,
  inject: () => [joinByVeth, ["ip", "link", "set", "phy-br-ex", "down"]],
  heal: () => [joinByPatch, quietly("ip", "link", "delete", "int-br-ex")]
};
var external_veth_down_default = fault74;

// src/lab/faults/firewall-of-other-agent.ts
var chains2 = ["quantum-openvswi-FORWARD", "quantum-openvswi-sg-chain"];
var jump = ["FORWARD", "-j", chains2[0]];
var fault75 = {
  id: "firewall-of-other-agent",
  title: "the rules of the agent of before an upgrade are still there",
  // The lab's Quantum of 2012 has no hybrid firewall.
  layouts: ["neutron"],
  expects: "firewall-of-other-agent",
  inject: ({ a: { vm1 } }) => [
    ...chains2.map((chain2) => ["iptables", "-N", chain2]),
    ["iptables", "-A", chains2[0], "-m", "physdev", "--physdev-out", vm1.tap, "--physdev-is-bridged", "-j", chains2[1]],
    ["iptables", "-A", chains2[1], "-p", "icmp", "-j", "DROP"],
    ["iptables", "-I", ...jump]
  ],
  heal: () => [
    quietly("iptables", "-D", ...jump),
    ...["-F", "-X"].flatMap((verb) => chains2.map((chain2) => quietly("iptables", verb, chain2)))
  ]
};
var firewall_of_other_agent_default = fault75;

// src/lab/faults/floating-ip-no-address.ts
var fault76 = {
  id: "floating-ip-no-address",
  title: "the floating IP is not on its router",
  layouts: bothLayouts,
  expects: "floating-ip-address-missing",
  inject: ({ a, floatingIp: floatingIp2 }) => [
    ["ip", "-n", a.router.namespace, "addr", "del", `${floatingIp2}/32`, "dev", a.router.qg.device],
    // As long as the host knows the MAC, the router goes on translating what comes to it.
    ["ip", "neigh", "flush", "to", floatingIp2]
  ],
  heal: ({ a }) => [readdress(a.router)]
};
var floating_ip_no_address_default = fault76;

// src/lab/faults/floating-ip-no-dnat.ts
var fault77 = {
  id: "floating-ip-no-dnat",
  title: "the rule that leads the floating IP to its VM is gone",
  layouts: bothLayouts,
  expects: "floating-ip-dnat-missing",
  inject: (model) => {
    const [{ floating, fixed } = { floating: "", fixed: "" }] = model.a.router.floatingIps;
    const words = ["-d", `${floating}/32`, "-j", "DNAT", "--to-destination", fixed];
    return [routerIptables(model, "nat", "-D", `${model.services.l3}-PREROUTING`, ...words)];
  },
  heal: (model) => [restart(model, "l3")]
};
var floating_ip_no_dnat_default = fault77;

// src/lab/faults/floating-ip-no-snat.ts
var fault78 = {
  id: "floating-ip-no-snat",
  title: "the rule that gives what the VM sends its floating IP is gone",
  layouts: bothLayouts,
  expects: "floating-ip-snat-missing",
  inject: (model) => [routerIptables(model, "nat", "-F", `${model.services.l3}-float-snat`)],
  heal: (model) => [restart(model, "l3")]
};
var floating_ip_no_snat_default = fault78;

// src/lab/faults/floating-ip-of-deleted-vm.ts
var fault79 = {
  id: "floating-ip-of-deleted-vm",
  title: "the floating IP still leads to the address of a deleted instance",
  layouts: bothLayouts,
  expects: "floating-ip-target-gone",
  inject: ({ a: { router } }) => {
    const [{ fixed } = { fixed: "" }] = router.floatingIps;
    const deleted = fixed.replace(/\d+$/, "99");
    const script3 = 'iptables-save -t nat | sed "s|$1|$2|" | iptables-restore -T nat';
    return [within(router.namespace, "sh", "-c", script3, "lead", `${fixed}\\b`, deleted)];
  },
  heal: (model) => [restart(model, "l3")]
};
var floating_ip_of_deleted_vm_default = fault79;

// src/lab/faults/floating-ip-on-two-routers.ts
var fault80 = {
  id: "floating-ip-on-two-routers",
  title: "another router has kept the floating IP on its port",
  layouts: bothLayouts,
  expects: "floating-ip-on-two-routers",
  inject: ({ b: { router }, floatingIp: floatingIp2 }) => [
    ["ip", "-n", router.namespace, "addr", "add", `${floatingIp2}/32`, "dev", router.qg.device]
  ],
  heal: ({ b: { router }, floatingIp: floatingIp2 }) => [
    quietly("ip", "-n", router.namespace, "addr", "del", `${floatingIp2}/32`, "dev", router.qg.device)
  ]
};
var floating_ip_on_two_routers_default = fault80;

// src/lab/faults/forward-policy-drop.ts
var jump2 = ["FORWARD", "-j", "neutron-openvswi-FORWARD"];
var routed = ["-i", "-o"].map((way) => ["FORWARD", way, "br-ex", "-j", "ACCEPT"]);
var fault81 = {
  id: "forward-policy-drop",
  title: "FORWARD drops by default, and the jump to the rules of the VMs is gone",
  layouts: ["neutron"],
  expects: "hybrid-forward-dropped",
  rewiresLab: true,
  inject: () => [
    ...routed.map((rule9) => ["iptables", "-A", ...rule9]),
    ["iptables", "-P", "FORWARD", "DROP"],
    ["iptables", "-D", ...jump2]
  ],
  heal: () => [
    ["iptables", "-P", "FORWARD", "ACCEPT"],
    ...[jump2, ...routed].map((rule9) => quietly("iptables", "-D", ...rule9)),
    ["iptables", "-A", ...jump2]
  ]
};
var forward_policy_drop_default = fault81;

// src/lab/faults/guest-lost-address.ts
var fault82 = {
  id: "guest-lost-address",
  title: "a guest has lost the address that it had",
  layouts: bothLayouts,
  expects: "vm-not-answering",
  inject: ({ a }) => [
    // The router has spoken with it before.
    quietly(...within(a.router.namespace, "ping", "-c", "1", "-W", "1", a.vm1.address)),
    ["ip", "-n", a.vm1.namespace, "address", "flush", "dev", "eth0"]
  ],
  heal: ({ a }) => [
    ["ip", "-n", a.vm1.namespace, "address", "replace", `${a.vm1.address}/24`, "dev", "eth0"],
    ["ip", "-n", a.vm1.namespace, "route", "replace", "default", "via", a.network.gateway, "dev", "eth0"]
  ]
};
var guest_lost_address_default = fault82;

// src/lab/faults/guest-mac-changed.ts
var fault83 = {
  id: "guest-mac-changed",
  title: "a guest has given its NIC another MAC",
  layouts: ["neutron"],
  expects: "vm-mac-changed",
  inject: ({ a }) => [["ip", "-n", a.vm1.namespace, "link", "set", "eth0", "address", "02:00:5e:10:00:01"]],
  heal: ({ a }) => [["ip", "-n", a.vm1.namespace, "link", "set", "eth0", "address", a.vm1.mac]]
};
var guest_mac_changed_default = fault83;

// src/lab/kinds/ha.ts
var portId = uuidOf("port", "ha-", "a");
var haDevice = `ha-${deviceSuffix(portId)}`;
function withHaRouter(model) {
  const router = {
    ...model.a.router,
    ha: {
      port: { id: portId, mac: macOf(9e3), device: haDevice, address: "169.254.192.7" },
      network: { id: uuidOf("network", "ha"), tag: 4e3, segmentationId: 5e3 },
      activeAddress: "169.254.0.50"
    }
  };
  const isPlain = ({ id }) => id !== router.id;
  return { ...model, routers: [router, ...model.routers.filter(isPlain)] };
}
var haDir = ({ stateDir, a }) => `${stateDir}/ha_confs/${a.router.id}`;
var haPidFile = (model, program) => `${haDir(model)}.pid.${program}`;
var haPrograms = /* @__PURE__ */ new Map([
  [`${programDir}/keepalived`, keepalivedProgram],
  [`${programDir}/neutron-keepalived-state-change`, monitorProgram]
]);
var waitForState = (model, state) => [
  "sh",
  "-c",
  'while [ "$(cat "$1" 2>/dev/null)" != "$2" ]; do sleep 0.1; done',
  "wait",
  `${haDir(model)}/state`,
  state
];
var dressAsHa = (model) => [
  dress(
    "ha",
    `service ${model.services.l3} restart
service ${model.services.l2} restart`
  ),
  waitForState(model, "primary")
];
var undressHa = (model) => [
  undress(
    `dir=${haDir(model)}
for file in "$dir".pid.*; do
  read -r pid <"$file" && kill -KILL "$pid" 2>/dev/null || :
done
rm -r ${model.stateDir}/ha_confs
ovs-vsctl --if-exists del-port br-int ${haDevice}
service ${model.services.l3} restart
service ${model.services.l2} restart`
  )
];

// src/lab/faults/ha-keepalived-killed.ts
var fault84 = {
  id: "ha-keepalived-killed",
  title: "keepalived of an HA router has been ended, and has taken the addresses along",
  layouts: ["neutron"],
  expects: "ha-keepalived-not-running",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsHa(model),
    ["sh", "-c", 'read -r pid <"$1" && kill "$pid"', "sh", haPidFile(model, "keepalived")],
    waitForState(model, "backup")
  ],
  heal: undressHa
};
var ha_keepalived_killed_default = fault84;

// src/lab/faults/ha-monitor-killed.ts
var fault85 = {
  id: "ha-monitor-killed",
  title: "what watches the keepalived of an HA router died before that became active",
  layouts: ["neutron"],
  expects: "ha-state-outdated",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsHa(model),
    killByPidFile(haPidFile(model, "neutron-keepalived-state-change")),
    ["sh", "-c", 'printf backup >"$1/state"', "sh", haDir(model)]
  ],
  heal: undressHa
};
var ha_monitor_killed_default = fault85;

// src/lab/faults/ha-port-down.ts
var fault86 = {
  id: "ha-port-down",
  title: "the device by which an HA router hears of its other nodes is down, so that keepalived has given up",
  layouts: ["neutron"],
  expects: "ha-port-down",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsHa(model),
    ["ip", "-n", model.a.router.namespace, "link", "set", haDevice, "down"],
    waitForState(model, "backup")
  ],
  heal: undressHa
};
var ha_port_down_default = fault86;

// src/lab/faults/host-forward-dropped.ts
var docker = [
  ["-o", "docker0", "-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED", "-j", "ACCEPT"],
  ["-i", "docker0", "!", "-o", "docker0", "-j", "ACCEPT"]
];
var fault87 = {
  id: "host-forward-dropped",
  title: "Docker was installed: the host forwards for containers only",
  // The lab's Quantum of 2012 has no jump to rules of its own, so that a policy would drop what its bridges pass on, too.
  layouts: ["neutron"],
  expects: "host-forward-dropped",
  inject: () => [
    ["ip", "link", "add", "docker0", "type", "bridge"],
    ...docker.map((rule9) => ["iptables", "-A", "FORWARD", ...rule9]),
    ["iptables", "-P", "FORWARD", "DROP"]
  ],
  heal: () => [
    ["iptables", "-P", "FORWARD", "ACCEPT"],
    ...docker.map((rule9) => quietly("iptables", "-D", "FORWARD", ...rule9)),
    quietly("ip", "link", "delete", "docker0")
  ]
};
var host_forward_dropped_default = fault87;

// src/lab/faults/host-forwarding-off.ts
var fault88 = {
  id: "host-forwarding-off",
  title: "the host does not forward",
  layouts: bothLayouts,
  expects: "host-forwarding-off",
  inject: () => [["sh", "-c", "echo 0 >/proc/sys/net/ipv4/ip_forward"]],
  heal: () => [["sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward"]]
};
var host_forwarding_off_default = fault88;

// src/lab/faults/host-masquerades-all.ts
var rule3 = ["POSTROUTING", "-j", "MASQUERADE"];
var fault89 = {
  id: "host-masquerades-all",
  title: "the host rewrites the source of everything that it sends, wherever it goes",
  layouts: bothLayouts,
  expects: "host-masquerades-all",
  rewiresLab: true,
  inject: () => [["iptables", "-t", "nat", "-A", ...rule3]],
  heal: () => [
    quietly("iptables", "-t", "nat", "-D", ...rule3),
    quietly("iptables", "-t", "nat", "-D", "POSTROUTING", "-o", "eth0", "-j", "MASQUERADE")
  ]
};
var host_masquerades_all_default = fault89;

// src/lab/faults/host-masquerades-tenants.ts
var rule4 = ["POSTROUTING", "-o", "br-ex", "-j", "MASQUERADE"];
var fault90 = {
  id: "host-masquerades-tenants",
  title: "the host rewrites the source of everything that goes out by br-ex",
  layouts: bothLayouts,
  expects: "host-masquerades-tenants",
  inject: () => [["iptables", "-t", "nat", "-A", ...rule4]],
  heal: () => [quietly("iptables", "-t", "nat", "-D", ...rule4)]
};
var host_masquerades_tenants_default = fault90;

// src/lab/faults/hybrid-rules-flushed.ts
var fault91 = {
  id: "hybrid-rules-flushed",
  title: "the rules of all security groups were flushed",
  layouts: ["neutron"],
  expects: "hybrid-rules-flushed",
  inject: () => [
    ["iptables", "-F"],
    ["iptables", "-t", "raw", "-F"]
  ],
  heal: (model) => [restart(model, "l2")]
};
var hybrid_rules_flushed_default = fault91;

// src/lab/faults/hybrid-veth-deleted.ts
var fault92 = {
  id: "hybrid-veth-deleted",
  title: "the veth pair of a VM is gone, its port on br-int is not",
  layouts: bothLayouts,
  expects: "port-device-missing",
  rewiresLab: true,
  // The userspace datapath goes on with the dead device: ofport and error stay as in health.
  inject: (model) => [["ip", "link", "delete", model.a.vm1.qvb]],
  heal: replugVm
};
var hybrid_veth_deleted_default = fault92;

// src/lab/faults/hybrid-veth-lost-at-boot.ts
var fault93 = {
  id: "hybrid-veth-lost-at-boot",
  title: "the port of a VM survived a reboot in the database, its veth pair did not",
  layouts: bothLayouts,
  expects: "port-device-missing",
  rewiresLab: true,
  inject: ({ a: { vm1 } }) => [
    ["ovs-vsctl", "del-port", "br-int", vm1.qvo],
    ["ip", "link", "delete", vm1.qvb],
    ["ovs-vsctl", ...ovsPort(vm1)]
  ],
  heal: replugVm
};
var hybrid_veth_lost_at_boot_default = fault93;

// src/lab/faults/l2-agent-frozen.ts
var fault94 = {
  id: "l2-agent-frozen",
  title: "the Open vSwitch agent runs but does nothing",
  layouts: bothLayouts,
  expects: "l2-agent-frozen",
  inject: (model) => [signalByPidFile("STOP", agentPidFile(model.programs.l2))],
  heal: (model) => [signalByPidFile("CONT", agentPidFile(model.programs.l2))]
};
var l2_agent_frozen_default = fault94;

// src/lab/faults/l2-agent-killed.ts
var fault95 = {
  id: "l2-agent-killed",
  title: "the Open vSwitch agent is dead, all that it has made goes on",
  layouts: bothLayouts,
  expects: "l2-agent-not-running",
  inject: (model) => [killAgent(model, "l2")],
  heal: (model) => [restart(model, "l2")]
};
var l2_agent_killed_default = fault95;

// src/lab/faults/l2-agent-never-wired.ts
var noteKeys = ["net_uuid", "network_type", "physical_network", "segmentation_id", "tag"];
var fault96 = {
  id: "l2-agent-never-wired",
  title: "the Open vSwitch agent was dead when a VM was plugged in: its port has no VLAN",
  layouts: bothLayouts,
  expects: "l2-agent-not-running",
  inject: (model) => [
    killAgent(model, "l2"),
    ["ovs-vsctl", "clear", "Port", model.a.vm1.qvo, "tag"],
    ["ovs-vsctl", "remove", "Port", model.a.vm1.qvo, "other_config", ...noteKeys]
  ],
  heal: (model) => [restart(model, "l2")]
};
var l2_agent_never_wired_default = fault96;

// src/lab/faults/l3-agent-frozen.ts
var fault97 = {
  id: "l3-agent-frozen",
  title: "the L3 agent runs but does nothing",
  layouts: bothLayouts,
  expects: "l3-agent-frozen",
  inject: (model) => [signalByPidFile("STOP", agentPidFile(model.programs.l3))],
  heal: (model) => [signalByPidFile("CONT", agentPidFile(model.programs.l3))]
};
var l3_agent_frozen_default = fault97;

// src/lab/faults/l3-agent-killed.ts
var fault98 = {
  id: "l3-agent-killed",
  title: "the L3 agent is dead, all that it has made goes on",
  layouts: bothLayouts,
  expects: "l3-agent-not-running",
  inject: (model) => [killAgent(model, "l3")],
  heal: (model) => [restart(model, "l3")]
};
var l3_agent_killed_default = fault98;

// src/lab/faults/l3-agent-never-ran.ts
var fault99 = {
  id: "l3-agent-never-ran",
  title: "the L3 agent never ran: no network has its router",
  layouts: bothLayouts,
  expects: "l3-agent-not-running",
  inject: (model) => [
    killAgent(model, "l3"),
    ...model.routers.flatMap((router) => [
      ...endMetadataProxy(model, router),
      ["ovs-vsctl", "del-port", router.qr.device, "--", "del-port", router.qg.device],
      ["ip", "netns", "delete", router.namespace]
    ])
  ],
  heal: (model) => [restart(model, "l3")]
};
var l3_agent_never_ran_default = fault99;

// src/lab/kinds/linux-bridge.ts
var networkId = uuidOf("network", "linux-bridge");
var linuxBridge = {
  bridge: `brq${deviceSuffix(networkId)}`,
  uplink: "vxlan-300"
};
var guest2 = (name2, number, address) => ({
  namespace: `vm-${name2}`,
  tap: `tap${deviceSuffix(uuidOf("port", "tap", name2))}`,
  mac: macOf(number),
  address
});
var bridgedGuest = guest2("l1", 9101, "10.20.0.3");
var otherGuest = guest2("l2", 9102, "10.20.0.4");
function addLinuxBridge({ stateDir }) {
  const { bridge, uplink } = linuxBridge;
  const guests = [bridgedGuest, otherGuest];
  const links = [
    `link add ${bridge} type bridge stp_state 0 forward_delay 0`,
    `link add ${uplink} type vxlan id 300 dev ${tunnelNic.device} group 224.0.0.1 dstport 8472`,
    `link set ${uplink} master ${bridge} up`,
    ...guests.flatMap(({ namespace: namespace3, tap, mac }) => [
      `netns add ${namespace3}`,
      `link add ${tap} address ${mac.replace(/^../, "fe")} type veth peer name eth0 address ${mac} netns ${namespace3}`,
      `link set ${tap} master ${bridge} up`
    ]),
    `link set ${bridge} up`
  ];
  const inside = guests.map(
    ({ namespace: namespace3, address }) => ipBatch([`address add ${address}/24 dev eth0`, "link set eth0 up"], namespace3)
  );
  const hosts = guests.map(({ mac, address }) => `${mac},host-${address.replaceAll(".", "-")},${address}`);
  return [
    [
      "sh",
      "-ec",
      `${[ipBatch(links), ...inside].join("\n")}
mkdir -p ${stateDir}/dhcp/${networkId}
: >${stateDir}/dhcp/${networkId}/opts
cat >${stateDir}/dhcp/${networkId}/host <<'END'
${hosts.join("\n")}
END`
    ]
  ];
}
var removeLinuxBridge = ({ stateDir }) => [
  [
    "sh",
    "-c",
    `for device in ${linuxBridge.bridge} ${linuxBridge.uplink} ${bridgedGuest.tap} ${otherGuest.tap}; do
  ip link delete $device
done 2>/dev/null
for guest in ${bridgedGuest.namespace} ${otherGuest.namespace}; do ip netns delete $guest; done 2>/dev/null
rm -rf ${stateDir}/dhcp/${networkId}`
  ]
];

// src/lab/faults/linux-bridge-down.ts
var fault100 = {
  id: "linux-bridge-down",
  title: "the Linux bridge of a network is down",
  layouts: ["neutron"],
  expects: "linux-bridge-down",
  rewiresLab: true,
  inject: (model) => [...addLinuxBridge(model), ["ip", "link", "set", linuxBridge.bridge, "down"]],
  heal: removeLinuxBridge
};
var linux_bridge_down_default = fault100;

// src/lab/faults/linux-bridge-tap-out.ts
var fault101 = {
  id: "linux-bridge-tap-out",
  title: "a guest's tap is not in the Linux bridge of its network",
  layouts: ["neutron"],
  expects: "linux-bridge-tap-unbridged",
  rewiresLab: true,
  inject: (model) => [...addLinuxBridge(model), ["ip", "link", "set", bridgedGuest.tap, "nomaster"]],
  heal: removeLinuxBridge
};
var linux_bridge_tap_out_default = fault101;

// src/lab/faults/linux-bridge-uplink-down.ts
var fault102 = {
  id: "linux-bridge-uplink-down",
  title: "the VXLAN device in the Linux bridge of a network is down",
  layouts: ["neutron"],
  expects: "linux-bridge-uplink-down",
  rewiresLab: true,
  inject: (model) => [...addLinuxBridge(model), ["ip", "link", "set", linuxBridge.uplink, "down"]],
  heal: removeLinuxBridge
};
var linux_bridge_uplink_down_default = fault102;

// src/lab/faults/linux-bridge-uplink-out.ts
var fault103 = {
  id: "linux-bridge-uplink-out",
  title: "the VXLAN device of a network is not in its Linux bridge",
  layouts: ["neutron"],
  expects: "linux-bridge-uplink-missing",
  rewiresLab: true,
  inject: (model) => [...addLinuxBridge(model), ["ip", "link", "set", linuxBridge.uplink, "nomaster"]],
  heal: removeLinuxBridge
};
var linux_bridge_uplink_out_default = fault103;

// src/lab/faults/mac-table-full.ts
var smallest = 10;
var manyMacs = `ovs-vsctl set Bridge br-int other_config:mac-table-size=${smallest}
for number in $(seq 10 29); do
  ovs-ofctl packet-out br-int "in_port=LOCAL,packet=ffffffffffff0200000000$number$type,actions=NORMAL"
done`;
var fault104 = {
  id: "mac-table-full",
  title: "br-int has no room for more MACs",
  layouts: bothLayouts,
  expects: "mac-table-full",
  inject: () => [["sh", "-ec", `type=88b5$(printf '%092d' 0)
${manyMacs}`]],
  heal: ({ layout }) => [
    layout === "folsom" ? ["ovs-vsctl", "remove", "Bridge", "br-int", "other_config", "mac-table-size"] : ["ovs-vsctl", "set", "Bridge", "br-int", "other_config:mac-table-size=50000"],
    ["ovs-appctl", "fdb/flush", "br-int"]
  ]
};
var mac_table_full_default = fault104;

// src/lab/faults/metadata-accept-deleted.ts
var fault105 = {
  id: "metadata-accept-deleted",
  title: "the rule that lets in requests for the metadata proxy is gone",
  // Folsom's routers have no proxy.
  layouts: ["neutron"],
  expects: "metadata-input-filtered",
  inject: (model) => [
    routerIptables(
      model,
      "filter",
      "-D",
      `${model.services.l3}-INPUT`,
      "-m",
      "mark",
      "--mark",
      "0x1/0xffff",
      "-j",
      "ACCEPT"
    )
  ],
  heal: (model) => [restart(model, "l3")]
};
var metadata_accept_deleted_default = fault105;

// src/lab/faults/metadata-address-removed.ts
var fault106 = {
  id: "metadata-address-removed",
  title: "the DHCP port of a network that is served there has lost the metadata address",
  // Folsom's agents run no proxy.
  layouts: ["neutron"],
  expects: "metadata-address-missing",
  inject: ({ b: { network } }) => [
    ["ip", "-n", network.namespace, "addr", "del", "169.254.169.254/32", "dev", network.dhcpPort.device]
  ],
  heal: (model) => [restart(model, "dhcp")]
};
var metadata_address_removed_default = fault106;

// src/lab/metadata-services.ts
var metadataDir = `${labDir}/metadata`;
var metadataSocket = (model) => `${model.stateDir}/metadata_proxy`;
var metadataAgentPidFile = "/run/neutron-metadata-agent.pid";
var novaPidFile = "/run/nova-api-metadata.pid";
var agentProgram2 = (model) => `#!/usr/bin/perl
use strict;
use IO::Socket::INET;
use IO::Socket::UNIX;
$SIG{PIPE} = 'IGNORE';
my ($file) = "@ARGV" =~ /--config-file=(\\S+)/;
open(my $ini, '<', $file) or die "$file: $!";
my %setting = map { /^\\s*(\\w+)\\s*=\\s*(\\S+)/ ? ($1, $2) : () } <$ini>;
my $path = '${metadataSocket(model)}';
unlink $path;
my $server = IO::Socket::UNIX->new(Local => $path, Listen => 64) or die "$path: $!";
chmod 0666, $path;
while (1) {
  my $client = $server->accept or next;
  my $request = '';
  while (my $line = <$client>) { $request .= $line; last if $line =~ /^\\r?$/ }
  my $nova = IO::Socket::INET->new(PeerAddr => $setting{nova_metadata_host}, PeerPort => $setting{nova_metadata_port},
    Timeout => 5);
  if ($nova) { print $nova $request; print $client $_ while <$nova> }
  else { print $client "HTTP/1.0 500 Internal Server Error\\r\\nContent-Length: 0\\r\\n\\r\\n" }
}
`;
var novaProgram = `#!/usr/bin/perl
use strict;
use IO::Socket::INET;
$SIG{PIPE} = 'IGNORE';
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1:8775', Listen => 64, ReuseAddr => 1) or die $!;
while (1) {
  my $client = $server->accept or next;
  while (my $line = <$client>) { last if $line =~ /^\\r?$/ }
  print $client "HTTP/1.0 200 OK\\r\\nContent-Type: text/plain\\r\\nContent-Length: 7\\r\\n\\r\\nlatest\\n";
}
`;
var askProgram = `#!/usr/bin/perl
use strict;
use IO::Socket::INET;
my $namespace = shift;
exec 'ip', 'netns', 'exec', $namespace, $0 if defined $namespace;
my $server = IO::Socket::INET->new(PeerAddr => '169.254.169.254:80', Timeout => 1) or exit 1;
alarm 2;
print $server "GET / HTTP/1.0\\r\\nHost: 169.254.169.254\\r\\n\\r\\n";
exit((<$server> // '') =~ / 200 / ? 0 : 1);
`;
var service = (program, pidFile2, listens) => `#!/bin/sh
# Starts, stops or restarts a stand-in for the service of this name.
case $1 in start | stop | restart) ;; *) echo "usage: $0 start|stop|restart" >&2; exit 1 ;; esac
if [ -e ${pidFile2} ]; then
  read -r pid <${pidFile2}
  kill -KILL "$pid" 2>/dev/null
  while [ -e "/proc/$pid" ]; do sleep 0.01; done
  rm -f ${pidFile2}
fi
[ "$1" != stop ] || exit 0
setsid ${program} </dev/null >/dev/null 2>&1 &
echo $! >${pidFile2}
while ! ${listens}; do
  kill -0 $! 2>/dev/null || exit 1
  sleep 0.02
done
`;
function metadataFiles(model) {
  if (model.layout === "folsom") return /* @__PURE__ */ new Map();
  const [agent2, nova] = [`${metadataDir}/neutron-metadata-agent`, `${metadataDir}/nova-api-metadata`];
  const ini = `${metadataDir}/metadata_agent.ini`;
  const isListening = (file, what) => `grep -q '${what}' /proc/net/${file}`;
  return /* @__PURE__ */ new Map([
    [agent2, agentProgram2(model)],
    [nova, novaProgram],
    [`${labDir}/ask-metadata`, askProgram],
    [ini, "[DEFAULT]\nnova_metadata_host = 127.0.0.1\nnova_metadata_port = 8775\n"],
    [
      "/etc/init.d/neutron-metadata-agent",
      service(`${agent2} --config-file=${ini}`, metadataAgentPidFile, isListening("unix", metadataSocket(model)))
    ],
    ["/etc/init.d/nova-api-metadata", service(nova, novaPidFile, isListening("tcp", ":2247 00000000:0000 0A"))]
  ]);
}

// src/lab/faults/metadata-agent-frozen.ts
var fault107 = {
  id: "metadata-agent-frozen",
  title: "the metadata agent is stopped by a signal",
  // Folsom's routers have no proxy.
  layouts: ["neutron"],
  expects: "metadata-agent-frozen",
  inject: () => [signalByPidFile("STOP", metadataAgentPidFile)],
  heal: () => [signalByPidFile("CONT", metadataAgentPidFile)]
};
var metadata_agent_frozen_default = fault107;

// src/lab/faults/metadata-agent-killed.ts
var fault108 = {
  id: "metadata-agent-killed",
  title: "the metadata agent has ended",
  // Folsom's routers have no proxy.
  layouts: ["neutron"],
  expects: "metadata-agent-not-running",
  inject: () => [killByPidFile(metadataAgentPidFile)],
  heal: () => [["service", "neutron-metadata-agent", "restart"]]
};
var metadata_agent_killed_default = fault108;

// src/lab/faults/metadata-mark-deleted.ts
var fault109 = {
  id: "metadata-mark-deleted",
  title: "the rule that marks requests for the metadata proxy is gone",
  // Folsom's routers have no proxy.
  layouts: ["neutron"],
  expects: "metadata-input-filtered",
  inject: (model) => [deleteMetadataRule(model, "mangle", "MARK")],
  heal: (model) => [restart(model, "l3")]
};
var metadata_mark_deleted_default = fault109;

// src/lab/faults/metadata-port-filtered.ts
var rule5 = ["INPUT", "-p", "tcp", "--dport", "9697", "-j", "DROP"];
var fault110 = {
  id: "metadata-port-filtered",
  title: "a firewall rule in the router drops requests to the metadata proxy",
  // Folsom's routers have no proxy.
  layouts: ["neutron"],
  expects: "metadata-input-filtered",
  inject: (model) => [routerIptables(model, "filter", "-I", ...rule5)],
  heal: (model) => [quietly(...routerIptables(model, "filter", "-D", ...rule5))]
};
var metadata_port_filtered_default = fault110;

// src/lab/faults/metadata-proxy-frozen.ts
var fault111 = {
  id: "metadata-proxy-frozen",
  title: "the metadata proxy is stopped by a signal",
  // Folsom's routers have no proxy.
  layouts: ["neutron"],
  expects: "metadata-proxy-frozen",
  inject: (model) => [signalByPidFile("STOP", metadataPidFile(model))],
  heal: (model) => [signalByPidFile("CONT", metadataPidFile(model))]
};
var metadata_proxy_frozen_default = fault111;

// src/lab/faults/metadata-proxy-in-root-namespace.ts
var fault112 = {
  id: "metadata-proxy-in-root-namespace",
  title: "the metadata proxy runs on the host instead of in its namespace",
  // Folsom's routers have no proxy.
  layouts: ["neutron"],
  expects: "metadata-proxy-not-running",
  inject: (model) => [...endMetadataProxy(model), ["haproxy", "-f", metadataConf(model)]],
  heal: (model) => [...endMetadataProxy(model), restart(model, "l3")]
};
var metadata_proxy_in_root_namespace_default = fault112;

// src/lab/faults/metadata-proxy-killed.ts
var fault113 = {
  id: "metadata-proxy-killed",
  title: "the metadata proxy of the router has ended",
  // Folsom's routers have no proxy.
  layouts: ["neutron"],
  expects: "metadata-proxy-not-running",
  inject: (model) => endMetadataProxy(model),
  heal: (model) => [restart(model, "l3")]
};
var metadata_proxy_killed_default = fault113;

// src/lab/faults/metadata-proxy-without-socket.ts
var fault114 = {
  id: "metadata-proxy-without-socket",
  title: "a metadata proxy of older settings is left that does not listen where requests go",
  // Folsom's routers have no proxy.
  layouts: ["neutron"],
  expects: "metadata-proxy-not-listening",
  inject: (model) => {
    const conf = metadataConf(model);
    const old = `${labDir}/${conf.slice(conf.indexOf("ns-metadata-proxy"))}`;
    const script3 = 'mkdir -p "$(dirname "$2")" && sed s/:9697/:9698/ "$1" >"$2" && exec ip netns exec "$3" haproxy -f "$2"';
    return [...endMetadataProxy(model), ["sh", "-c", script3, "old", conf, old, model.a.router.namespace]];
  },
  heal: (model) => [...endMetadataProxy(model), restart(model, "l3")]
};
var metadata_proxy_without_socket_default = fault114;

// src/lab/faults/metadata-redirect-deleted.ts
var fault115 = {
  id: "metadata-redirect-deleted",
  title: "the rule that leads requests to the metadata proxy is gone",
  // Folsom's routers have no proxy.
  layouts: ["neutron"],
  expects: "metadata-redirect-missing",
  inject: (model) => [deleteMetadataRule(model, "nat", "REDIRECT")],
  heal: (model) => [restart(model, "l3")]
};
var metadata_redirect_deleted_default = fault115;

// src/lab/faults/metadata-route-not-told.ts
var fault116 = {
  id: "metadata-route-not-told",
  title: "the DHCP options of a network that is served there have no route to the metadata proxy",
  // Folsom's agents run no proxy.
  layouts: ["neutron"],
  expects: "metadata-route-missing",
  inject: ({ b }) => [["sed", "-i", "/169\\.254\\.169\\.254/d", `${b.network.dhcpDir}/opts`]],
  heal: (model) => [restart(model, "dhcp")]
};
var metadata_route_not_told_default = fault116;

// src/lab/faults/metadata-socket-deleted.ts
var fault117 = {
  id: "metadata-socket-deleted",
  title: "the file of the metadata agent's socket was deleted",
  // Folsom's routers have no proxy.
  layouts: ["neutron"],
  expects: "metadata-agent-socket-missing",
  inject: (model) => [["rm", metadataSocket(model)]],
  heal: () => [["service", "neutron-metadata-agent", "restart"]]
};
var metadata_socket_deleted_default = fault117;

// src/lab/kinds/native-firewall.ts
var plugged = (vm) => ({ ...vm, qvo: vm.tap });
var withNativeFirewall = (model) => ({
  ...model,
  firewall: "native",
  vms: model.vms.map(plugged)
});
var dressAsNativeFirewall = (model) => [
  dress(
    "native-firewall",
    `iptables-save | grep -v neutron- | iptables-restore
ovs-vsctl ${model.vms.flatMap((vm) => ["--", "del-port", "br-int", vm.qvo, ...ovsPort(plugged(vm))]).join(" ")}
${ipBatch(model.vms.flatMap(({ tap, qvb, qbr }) => [`link set ${tap} nomaster`, `link delete ${qvb}`, `link delete ${qbr}`]))}
service ${model.services.l2} restart`
  )
];
function undressNativeFirewall(model) {
  const devices = model.vms.flatMap((vm) => [
    ...[...bridgeCommands(model, vm), ...vethCommands(vm)].map((words) => words.join(" ")),
    `link set ${vm.tap} master ${vm.qbr}`
  ]);
  return [
    undress(
      `ovs-vsctl ${model.vms.flatMap(({ tap }) => ["--", "--if-exists", "del-port", "br-int", tap]).join(" ")}
${ipBatch(devices)}
ovs-vsctl ${model.vms.flatMap(ovsPort).join(" ")}
service ${model.services.l2} restart`
    )
  ];
}

// src/lab/faults/native-anti-spoofing-other-address.ts
var readdressFlow = ({ a }, match, source, actions) => {
  const flow5 = `table=71,${match},reg5=$ofport,in_port=$ofport,dl_src=${a.vm1.mac},${source}`;
  return `ovs-ofctl --strict del-flows br-int "${flow5}=${a.vm1.address}" &&
ovs-ofctl add-flow br-int "${flow5}=10.11.12.77,actions=${actions}"`;
};
var fault118 = {
  id: "native-anti-spoofing-other-address",
  title: "the switch's own firewall knows a VM by another address than its own",
  layouts: ["neutron"],
  expects: "native-anti-spoofing-wrong",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsNativeFirewall(model),
    ofportOf(
      model.a.vm1.tap,
      `${readdressFlow(model, "priority=95,arp", "arp_spa", "resubmit(,94)")} &&
${readdressFlow(model, "priority=65,ip", "nw_src", "ct(table=72,zone=NXM_NX_REG6[0..15])")}`
    )
  ],
  heal: undressNativeFirewall
};
var native_anti_spoofing_other_address_default = fault118;

// src/lab/faults/native-firewall-port-renumbered.ts
var fault119 = {
  id: "native-firewall-port-renumbered",
  title: "a VM was plugged in anew by another OpenFlow number, which the switch's own firewall does not know",
  layouts: ["neutron"],
  expects: "native-firewall-flows-missing",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsNativeFirewall(model),
    ["ovs-vsctl", "del-port", "br-int", model.a.vm1.tap],
    ["ovs-vsctl", ...ovsPort({ ...model.a.vm1, qvo: model.a.vm1.tap }), "ofport_request=777"]
  ],
  heal: undressNativeFirewall
};
var native_firewall_port_renumbered_default = fault119;

// src/lab/faults/native-firewall-port-unset.ts
var fault120 = {
  id: "native-firewall-port-unset",
  title: "the switch's own firewall has lost the flows of a VM's port",
  layouts: ["neutron"],
  expects: "native-firewall-flows-missing",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsNativeFirewall(model),
    ofportOf(model.a.vm1.tap, 'ovs-ofctl del-flows br-int "reg5=$ofport"')
  ],
  heal: undressNativeFirewall
};
var native_firewall_port_unset_default = fault120;

// src/lab/faults/native-firewall-tables-flushed.ts
var fault121 = {
  id: "native-firewall-tables-flushed",
  title: "the tables of the switch's own firewall are empty, as after a restart of the switch that the agent missed",
  layouts: ["neutron"],
  expects: "integration-bridge-flows-missing",
  rewiresLab: true,
  inject: (model) => [
    ...dressAsNativeFirewall(model),
    ...[71, 72, 73, 81, 82, 91, 94].map((table2) => ["ovs-ofctl", "del-flows", "br-int", `table=${table2}`])
  ],
  heal: undressNativeFirewall
};
var native_firewall_tables_flushed_default = fault121;

// src/lab/faults/neighbour-table-full.ts
var folders = ["/proc/sys/net/ipv4/neigh", "/proc/1/net"];
var script2 = `mount -t tmpfs qdoctor-lab "$1"; mount -t tmpfs qdoctor-lab "$2"; mkdir "$1/default" "$2/stat"
for pair in 1:128 2:512 3:1024; do echo "\${pair#*:}" >"$1/default/gc_thresh\${pair%:*}"; done
printf 'entries  allocs   table_fulls\\n00000400 00001daa 0000002a\\n' >"$2/stat/arp_cache"`;
var fault122 = {
  id: "neighbour-table-full",
  title: "the kernel knows as many neighbours as it may",
  layouts: bothLayouts,
  expects: "neighbour-table-full",
  inject: () => [["sh", "-ec", script2, "sh", ...folders]],
  heal: () => folders.map((folder3) => quietly("umount", folder3))
};
var neighbour_table_full_default = fault122;

// src/lab/faults/networks-share-tag.ts
function move({ layout, b }, tag) {
  const intent = layout === "folsom" ? [] : [`other_config:tag=${tag}`];
  return [b.network.dhcpPort.device, b.router.qr.device, b.vm1.qvo].map((device4) => [
    "ovs-vsctl",
    "set",
    "Port",
    device4,
    `tag=${tag}`,
    ...intent
  ]);
}
var fault123 = {
  id: "networks-share-tag",
  title: "two networks have the same local VLAN tag",
  layouts: bothLayouts,
  expects: "tag-shared-by-networks",
  inject: (model) => move(model, model.a.network.tag),
  heal: (model) => move(model, model.b.network.tag)
};
var networks_share_tag_default = fault123;

// src/lab/faults/nova-metadata-killed.ts
var fault124 = {
  id: "nova-metadata-killed",
  title: "nova's metadata API has ended",
  // Folsom's routers have no proxy.
  layouts: ["neutron"],
  expects: "nova-metadata-not-listening",
  inject: () => [killByPidFile(novaPidFile)],
  heal: () => [["service", "nova-api-metadata", "restart"]]
};
var nova_metadata_killed_default = fault124;

// src/lab/faults/ovs-vswitchd-frozen.ts
var fault125 = {
  id: "ovs-vswitchd-frozen",
  title: "ovs-vswitchd runs but forwards nothing",
  layouts: bothLayouts,
  expects: "ovs-vswitchd-not-answering",
  inject: () => [signalByPidFile("STOP", vswitchdPidFile)],
  heal: () => [signalByPidFile("CONT", vswitchdPidFile)]
};
var ovs_vswitchd_frozen_default = fault125;

// src/lab/faults/ovs-vswitchd-killed.ts
var deleteDeadDevices = `for namespace in $(cd /run/netns && echo qrouter-* qdhcp-*); do
  for device in $(ip -n "$namespace" -o link show | awk -F ': ' '$2 ~ /^(qr-|qg-|tap)/ {print $2}'); do
    ip -n "$namespace" link delete "$device"
  done
done`;
var fault126 = {
  id: "ovs-vswitchd-killed",
  title: "ovs-vswitchd was killed",
  layouts: bothLayouts,
  expects: "ovs-vswitchd-not-answering",
  inject: () => [killByPidFile(vswitchdPidFile)],
  heal: (model) => [
    [ovsCtl, "--no-ovsdb-server", "start"],
    ["sh", "-c", deleteDeadDevices],
    ...healExternalBridge(model),
    restart(model, "l3"),
    restart(model, "dhcp"),
    restart(model, "l2")
  ]
};
var ovs_vswitchd_killed_default = fault126;

// src/lab/faults/ovs-vswitchd-restarted.ts
var fault127 = {
  id: "ovs-vswitchd-restarted",
  title: "ovs-vswitchd was restarted, and left its devices in the namespaces dead",
  layouts: bothLayouts,
  expects: "switch-devices-left-dead",
  inject: (model) => [
    ...ovs_vswitchd_killed_default.inject(model),
    [ovsCtl, "--no-ovsdb-server", "start"],
    ...healExternalBridge(model),
    restart(model, "l2")
  ],
  heal: ovs_vswitchd_killed_default.heal
};
var ovs_vswitchd_restarted_default = fault127;

// src/lab/faults/ovsdb-server-frozen.ts
var fault128 = {
  id: "ovsdb-server-frozen",
  title: "the database server of Open vSwitch runs but answers nobody",
  layouts: bothLayouts,
  expects: "ovsdb-server-not-answering",
  inject: () => [signalByPidFile("STOP", ovsdbPidFile)],
  heal: () => [signalByPidFile("CONT", ovsdbPidFile)]
};
var ovsdb_server_frozen_default = fault128;

// src/lab/faults/ovsdb-server-killed.ts
var fault129 = {
  id: "ovsdb-server-killed",
  title: "the database server of Open vSwitch was killed",
  layouts: bothLayouts,
  expects: "ovsdb-server-not-answering",
  inject: () => [killByPidFile(ovsdbPidFile)],
  heal: () => [
    [ovsCtl, "--no-ovs-vswitchd", "--system-id=random", "start"],
    // ovs-vswitchd tries again only after up to eight seconds; a change makes ovs-vsctl wait until it follows.
    ["ovs-vsctl", "--timeout=30", "set", "Open_vSwitch", ".", "external_ids:lab=healed"],
    ["ovs-vsctl", "--timeout=30", "remove", "Open_vSwitch", ".", "external_ids", "lab"]
  ]
};
var ovsdb_server_killed_default = fault129;

// src/lab/faults/patch-pair-deleted.ts
var fault130 = {
  id: "patch-pair-deleted",
  title: "br-int and br-ex are not patched to each other",
  layouts: ["neutron"],
  expects: "external-patch-missing",
  inject: () => [["ovs-vsctl", "del-port", "br-int", "int-br-ex", "--", "del-port", "br-ex", "phy-br-ex"]],
  heal: (model) => [restart(model, "l2")]
};
var patch_pair_deleted_default = fault130;

// src/lab/faults/port-mac-duplicate.ts
var staleId = "00000000-1111-4222-8333-444444444444";
var stale = "qvo00000000-11";
var fault131 = {
  id: "port-mac-duplicate",
  title: "the port of an instance that is gone has the MAC of a new one",
  layouts: bothLayouts,
  expects: "port-mac-duplicate",
  inject: ({ a: { vm1, network } }) => [
    ["ip", "link", "add", stale, "type", "veth", "peer", "name", "qvb00000000-11"],
    ["ovs-vsctl", ...ovsPort({ ...vm1, qvo: stale, portId: staleId, instanceId: staleId })],
    ["ovs-vsctl", "set", "Port", stale, `tag=${network.tag}`]
  ],
  heal: () => [["ovs-vsctl", "--if-exists", "del-port", "br-int", stale], quietly("ip", "link", "delete", stale)]
};
var port_mac_duplicate_default = fault131;

// src/lab/faults/provider-vlan-flow-missing.ts
var fault132 = {
  id: "provider-vlan-flow-missing",
  title: "br-ex has no flow that takes the local VLAN off",
  layouts: ["neutron"],
  expects: "provider-vlan-flow-missing",
  inject: ({ externalNetwork: externalNetwork2 }) => [
    ofportOf("phy-br-ex", `ovs-ofctl del-flows br-ex "in_port=$ofport,dl_vlan=${externalNetwork2.tag}"`)
  ],
  heal: (model) => [restart(model, "l2")]
};
var provider_vlan_flow_missing_default = fault132;

// src/lab/faults/qbr-deleted.ts
var fault133 = {
  id: "qbr-deleted",
  title: "the bridge qbr of a VM is gone",
  layouts: bothLayouts,
  expects: "hybrid-bridge-missing",
  inject: (model) => [["ip", "link", "delete", model.a.vm1.qbr]],
  heal: (model) => [
    quietly("ip", "link", "delete", model.a.vm1.qbr),
    ...bridgeCommands(model, model.a.vm1).map((words) => ["ip", ...words]),
    ["ip", "link", "set", model.a.vm1.qvb, "master", model.a.vm1.qbr],
    ["ip", "link", "set", model.a.vm1.tap, "master", model.a.vm1.qbr]
  ]
};
var qbr_deleted_default = fault133;

// src/lab/faults/qbr-down.ts
var fault134 = {
  id: "qbr-down",
  title: "the bridge qbr of a VM is down",
  layouts: bothLayouts,
  expects: "hybrid-bridge-down",
  inject: (model) => [["ip", "link", "set", model.a.vm1.qbr, "down"]],
  heal: (model) => [["ip", "link", "set", model.a.vm1.qbr, "up"]]
};
var qbr_down_default = fault134;

// src/lab/faults/qdhcp-namespace-deleted.ts
var fault135 = {
  id: "qdhcp-namespace-deleted",
  title: "the network has no DHCP namespace",
  layouts: bothLayouts,
  expects: "dhcp-namespace-missing",
  inject: (model) => [killDnsmasq(model), ["ip", "netns", "delete", model.a.network.namespace]],
  heal: (model) => [restart(model, "dhcp")]
};
var qdhcp_namespace_deleted_default = fault135;

// src/lab/faults/qdhcp-namespace-unmounted.ts
var fault136 = {
  id: "qdhcp-namespace-unmounted",
  title: "the file of the DHCP namespace is there, but no longer leads to it",
  layouts: bothLayouts,
  expects: "dhcp-namespace-broken",
  inject: ({ a }) => [["umount", `/run/netns/${a.network.namespace}`]],
  heal: (model) => [killDnsmasq(model), ["ip", "netns", "delete", model.a.network.namespace], restart(model, "dhcp")]
};
var qdhcp_namespace_unmounted_default = fault136;

// src/lab/faults/qg-down.ts
var fault137 = {
  id: "qg-down",
  title: "the router's gateway port qg is down",
  layouts: bothLayouts,
  expects: "router-gateway-down",
  inject: ({ a: { router } }) => [["ip", "-n", router.namespace, "link", "set", router.qg.device, "down"]],
  heal: ({ a: { router } }) => [
    ["ip", "-n", router.namespace, "link", "set", router.qg.device, "up"],
    readdress(router)
  ]
};
var qg_down_default = fault137;

// src/lab/faults/qg-no-address.ts
var fault138 = {
  id: "qg-no-address",
  title: "the router's gateway port qg has no address",
  layouts: bothLayouts,
  expects: "router-gateway-address-missing",
  inject: ({ a: { router } }) => [["ip", "-4", "-n", router.namespace, "address", "flush", "dev", router.qg.device]],
  heal: (model) => [readdress(model.a.router)]
};
var qg_no_address_default = fault138;

// src/lab/faults/qg-removed-from-bridge.ts
var fault139 = {
  id: "qg-removed-from-bridge",
  title: "the gateway port qg is on no bridge",
  layouts: bothLayouts,
  expects: "gateway-port-missing",
  inject: (model) => [["ovs-vsctl", "del-port", model.gatewayBridge, model.a.router.qg.device]],
  heal: (model) => [restart(model, "l3")]
};
var qg_removed_from_bridge_default = fault139;

// src/lab/faults/qg-wrong-prefix.ts
var fault140 = {
  id: "qg-wrong-prefix",
  title: "the router's gateway port qg has a prefix that leaves its gateway out",
  layouts: bothLayouts,
  expects: "router-address-wrong-prefix",
  inject: ({ a: { router } }) => [
    ["ip", "-n", router.namespace, "address", "delete", `${router.qg.address}/24`, "dev", router.qg.device],
    ["ip", "-n", router.namespace, "address", "add", `${router.qg.address}/28`, "dev", router.qg.device]
  ],
  heal: ({ a: { router } }) => [
    quietly("ip", "-n", router.namespace, "address", "delete", `${router.qg.address}/28`, "dev", router.qg.device),
    readdress(router)
  ]
};
var qg_wrong_prefix_default = fault140;

// src/lab/faults/qr-down.ts
var fault141 = {
  id: "qr-down",
  title: "the router's interface qr is down",
  layouts: bothLayouts,
  expects: "router-interface-down",
  inject: ({ a: { router } }) => [["ip", "-n", router.namespace, "link", "set", router.qr.device, "down"]],
  heal: ({ a: { router } }) => [
    ["ip", "-n", router.namespace, "link", "set", router.qr.device, "up"],
    readdress(router)
  ]
};
var qr_down_default = fault141;

// src/lab/faults/qr-drop-flow-left.ts
var fault142 = {
  id: "qr-drop-flow-left",
  title: "the flow that drops what a dead port sends has outlived the dead VLAN on the router interface qr",
  layouts: bothLayouts,
  expects: "port-drop-flow-left",
  inject: ({ a }) => [
    ofportOf(a.router.qr.device, 'ovs-ofctl add-flow br-int "priority=2,in_port=$ofport,actions=drop"')
  ],
  heal: ({ a }) => [ofportOf(a.router.qr.device, 'ovs-ofctl --strict del-flows br-int "priority=2,in_port=$ofport"')]
};
var qr_drop_flow_left_default = fault142;

// src/lab/faults/qr-in-root-namespace.ts
var fault143 = {
  id: "qr-in-root-namespace",
  title: "the device of the router interface is in the root namespace",
  layouts: bothLayouts,
  expects: "port-device-in-wrong-namespace",
  inject: ({ a: { router } }) => [["ip", "-n", router.namespace, "link", "set", router.qr.device, "netns", "1"]],
  heal: (model) => [restart(model, "l3")]
};
var qr_in_root_namespace_default = fault143;

// src/lab/faults/qr-no-address.ts
var fault144 = {
  id: "qr-no-address",
  title: "the router's interface qr has no address",
  layouts: bothLayouts,
  expects: "router-interface-address-missing",
  inject: ({ a: { router } }) => [["ip", "-4", "-n", router.namespace, "address", "flush", "dev", router.qr.device]],
  heal: (model) => [readdress(model.a.router)]
};
var qr_no_address_default = fault144;

// src/lab/faults/qr-removed-from-br-int.ts
var fault145 = {
  id: "qr-removed-from-br-int",
  title: "the router interface qr is on no bridge",
  layouts: bothLayouts,
  expects: "router-interface-missing",
  inject: (model) => [["ovs-vsctl", "del-port", "br-int", model.a.router.qr.device]],
  heal: (model) => [restart(model, "l3")]
};
var qr_removed_from_br_int_default = fault145;

// src/lab/faults/qr-trunk-mode-left.ts
var fault146 = {
  id: "qr-trunk-mode-left",
  title: "the router interface qr has its tag, but is still the trunk that the interface driver made of it",
  layouts: bothLayouts,
  expects: "port-trunk-mode-left",
  inject: ({ a }) => [["ovs-vsctl", "set", "Port", a.router.qr.device, "vlan_mode=trunk", "trunks=4095"]],
  heal: ({ a }) => [["ovs-vsctl", "clear", "Port", a.router.qr.device, "vlan_mode", "trunks"]]
};
var qr_trunk_mode_left_default = fault146;

// src/lab/faults/qr-wrong-prefix.ts
var fault147 = {
  id: "qr-wrong-prefix",
  title: "the router's interface qr has a prefix of one address only",
  layouts: bothLayouts,
  expects: "router-address-wrong-prefix",
  inject: ({ a: { router } }) => [
    ["ip", "-n", router.namespace, "address", "delete", `${router.qr.address}/24`, "dev", router.qr.device],
    ["ip", "-n", router.namespace, "address", "add", `${router.qr.address}/32`, "dev", router.qr.device]
  ],
  heal: ({ a: { router } }) => [
    quietly("ip", "-n", router.namespace, "address", "delete", `${router.qr.address}/32`, "dev", router.qr.device),
    readdress(router)
  ]
};
var qr_wrong_prefix_default = fault147;

// src/lab/faults/qr-wrong-tag.ts
var fault148 = {
  id: "qr-wrong-tag",
  title: "the router interface qr has the local VLAN tag of no network",
  layouts: bothLayouts,
  expects: "port-tag-wrong",
  inject: ({ a }) => [setTag(a.router.qr.device, 77)],
  heal: ({ a }) => [setTag(a.router.qr.device, a.network.tag)]
};
var qr_wrong_tag_default = fault148;

// src/lab/faults/qrouter-namespace-deleted.ts
var fault149 = {
  id: "qrouter-namespace-deleted",
  title: "the router has no namespace",
  layouts: bothLayouts,
  expects: "router-namespace-missing",
  inject: (model) => [...endMetadataProxy(model), ["ip", "netns", "delete", model.a.router.namespace]],
  heal: (model) => [restart(model, "l3")]
};
var qrouter_namespace_deleted_default = fault149;

// src/lab/faults/qvb-down.ts
var fault150 = {
  id: "qvb-down",
  title: "the veth end qvb of a VM is down",
  layouts: bothLayouts,
  expects: "hybrid-veth-down",
  inject: (model) => [["ip", "link", "set", model.a.vm1.qvb, "down"]],
  heal: (model) => [["ip", "link", "set", model.a.vm1.qvb, "up"]]
};
var qvb_down_default = fault150;

// src/lab/faults/qvb-not-in-qbr.ts
var fault151 = {
  id: "qvb-not-in-qbr",
  title: "the veth end qvb of a VM is not in its bridge",
  layouts: bothLayouts,
  expects: "hybrid-veth-unbridged",
  inject: (model) => [["ip", "link", "set", model.a.vm1.qvb, "nomaster"]],
  heal: ({ a: { vm1 } }) => [["ip", "link", "set", vm1.qvb, "master", vm1.qbr]]
};
var qvb_not_in_qbr_default = fault151;

// src/lab/faults/qvo-dead-vlan.ts
var fault152 = {
  id: "qvo-dead-vlan",
  title: "the port qvo of a VM is in the dead VLAN",
  layouts: bothLayouts,
  expects: "port-dead-vlan",
  inject: ({ a }) => [setTag(a.vm1.qvo, 4095)],
  heal: ({ a }) => [setTag(a.vm1.qvo, a.network.tag)]
};
var qvo_dead_vlan_default = fault152;

// src/lab/faults/qvo-down.ts
var fault153 = {
  id: "qvo-down",
  title: "the veth end qvo of a VM is down",
  layouts: bothLayouts,
  expects: "hybrid-veth-down",
  inject: (model) => [["ip", "link", "set", model.a.vm1.qvo, "down"]],
  heal: (model) => [["ip", "link", "set", model.a.vm1.qvo, "up"]]
};
var qvo_down_default = fault153;

// src/lab/faults/qvo-no-tag.ts
var fault154 = {
  id: "qvo-no-tag",
  title: "the port qvo of a VM has no local VLAN tag",
  layouts: bothLayouts,
  expects: "port-tag-missing",
  inject: ({ a }) => [["ovs-vsctl", "clear", "Port", a.vm1.qvo, "tag"]],
  heal: ({ a }) => [setTag(a.vm1.qvo, a.network.tag)]
};
var qvo_no_tag_default = fault154;

// src/lab/faults/qvo-removed-from-br-int.ts
var fault155 = {
  id: "qvo-removed-from-br-int",
  title: "the port qvo of a VM is on no bridge",
  layouts: bothLayouts,
  expects: "vm-port-missing",
  rewiresLab: true,
  inject: (model) => [["ovs-vsctl", "del-port", "br-int", model.a.vm1.qvo]],
  heal: (model) => [["ovs-vsctl", ...ovsPort(model.a.vm1)], restart(model, "l2")]
};
var qvo_removed_from_br_int_default = fault155;

// src/lab/faults/qvo-small-mtu.ts
var fault156 = {
  id: "qvo-small-mtu",
  title: "the switch's end of the VM's veth pair takes smaller frames than the VM sends",
  layouts: bothLayouts,
  expects: "hybrid-plug-mtu-small",
  inject: ({ a: { vm1 } }) => [["ip", "link", "set", vm1.qvo, "mtu", "1280"]],
  heal: ({ a: { vm1, network } }) => [["ip", "link", "set", vm1.qvo, "mtu", String(network.mtu)]]
};
var qvo_small_mtu_default = fault156;

// src/lab/faults/qvo-wrong-tag.ts
var fault157 = {
  id: "qvo-wrong-tag",
  title: "the port qvo of a VM has the local VLAN tag of no network",
  layouts: bothLayouts,
  expects: "port-tag-wrong",
  inject: ({ a }) => [setTag(a.vm1.qvo, 77)],
  heal: ({ a }) => [setTag(a.vm1.qvo, a.network.tag)]
};
var qvo_wrong_tag_default = fault157;

// src/lab/faults/rogue-dhcp-server.ts
var device3 = "rogue0";
var namespace2 = "rogue";
var pidFile = "/run/rogue.pid";
var fault158 = {
  id: "rogue-dhcp-server",
  title: "somebody runs a DHCP server of his own in the network",
  layouts: bothLayouts,
  expects: "dhcp-foreign-offer",
  inject: ({ a }) => [
    ["ip", "netns", "add", namespace2],
    [
      "ovs-vsctl",
      "add-port",
      "br-int",
      device3,
      `tag=${a.network.tag}`,
      "--",
      "set",
      "Interface",
      device3,
      "type=internal"
    ],
    ["ip", "link", "set", device3, "netns", namespace2],
    ["ip", "-n", namespace2, "address", "add", "10.11.12.66/24", "dev", device3],
    ["ip", "-n", namespace2, "link", "set", device3, "up"],
    [
      "ip",
      "netns",
      "exec",
      namespace2,
      "dnsmasq",
      "--conf-file=/dev/null",
      "--port=0",
      `--interface=${device3}`,
      "--bind-interfaces",
      "--no-ping",
      "--dhcp-range=10.11.12.200,10.11.12.220,255.255.255.0,2m",
      "--dhcp-leasefile=/run/rogue.leases",
      `--pid-file=${pidFile}`
    ]
  ],
  heal: () => [
    quietly("sh", "-c", `read -r pid <${pidFile} && kill "$pid"`),
    ["ovs-vsctl", "--if-exists", "del-port", "br-int", device3],
    quietly("ip", "netns", "delete", namespace2)
  ]
};
var rogue_dhcp_server_default = fault158;

// src/lab/faults/router-filter-drops.ts
var rule6 = ({ a }) => ["FORWARD", "-o", a.router.qr.device, "-j", "DROP"];
var fault159 = {
  id: "router-filter-drops",
  title: "a rule in the router's FORWARD chain drops all that is for the VMs",
  layouts: bothLayouts,
  expects: "router-filter-drops",
  inject: (model) => [within(model.a.router.namespace, "iptables", "-I", ...rule6(model))],
  heal: (model) => [quietly(...within(model.a.router.namespace, "iptables", "-D", ...rule6(model)))]
};
var router_filter_drops_default = fault159;

// src/lab/faults/router-forwarding-off.ts
function forward({ a }, value) {
  const write = 'echo "$1" >/proc/sys/net/ipv4/ip_forward';
  return within(a.router.namespace, "sh", "-c", write, "forward", value);
}
var fault160 = {
  id: "router-forwarding-off",
  title: "the router does not forward",
  layouts: bothLayouts,
  expects: "router-forwarding-off",
  inject: (model) => [forward(model, "0")],
  heal: (model) => [forward(model, "1")]
};
var router_forwarding_off_default = fault160;

// src/lab/faults/router-gateway-off-subnet.ts
var via = ["via", "192.0.2.254"];
var fault161 = {
  id: "router-gateway-off-subnet",
  title: "the default route of the router goes via an address outside of its subnet",
  layouts: bothLayouts,
  expects: "router-default-gateway-off-subnet",
  inject: ({ a: { router } }) => [
    ["ip", "-n", router.namespace, "route", "replace", "default", ...via, "dev", router.qg.device, "onlink"]
  ],
  heal: ({ a: { router } }) => [["ip", "-n", router.namespace, "route", "flush", "default"], readdress(router)]
};
var router_gateway_off_subnet_default = fault161;

// src/lab/faults/router-no-default-route.ts
var fault162 = {
  id: "router-no-default-route",
  title: "the router has no default route",
  layouts: bothLayouts,
  expects: "router-default-route-missing",
  inject: ({ a: { router } }) => [["ip", "-n", router.namespace, "route", "delete", "default"]],
  heal: (model) => [readdress(model.a.router)]
};
var router_no_default_route_default = fault162;

// src/lab/faults/router-no-snat.ts
var fault163 = {
  id: "router-no-snat",
  title: "the rule for a network's way out is gone",
  // Today a router without this rule may be meant to be so (enable_snat).
  layouts: ["folsom"],
  expects: "router-snat-missing",
  inject: (model) => {
    const { network, qg } = model.a.router;
    const words = ["-s", network.cidr, "-j", "SNAT", "--to-source", qg.address];
    return [routerIptables(model, "nat", "-D", `${model.services.l3}-snat`, ...words)];
  },
  heal: (model) => [restart(model, "l3")]
};
var router_no_snat_default = fault163;

// src/lab/faults/router-removed.ts
var fault164 = {
  id: "router-removed",
  title: "the router was disabled or moved: its namespace and ports are gone, the route to it stays",
  layouts: bothLayouts,
  expects: "router-gone",
  inject: (model) => [
    ...endMetadataProxy(model),
    ["ovs-vsctl", "del-port", model.a.router.qr.device, "--", "del-port", model.a.router.qg.device],
    ["ip", "netns", "delete", model.a.router.namespace]
  ],
  heal: (model) => [restart(model, "l3")]
};
var router_removed_default = fault164;

// src/lab/faults/router-rules-flushed.ts
var fault165 = {
  id: "router-rules-flushed",
  title: "somebody has flushed the router's rules",
  layouts: bothLayouts,
  expects: "router-nat-rules-missing",
  inject: (model) => ["filter", "nat", "mangle"].map((table2) => routerIptables(model, table2, "-F")),
  heal: (model) => [restart(model, "l3")]
};
var router_rules_flushed_default = fault165;

// src/lab/faults/routers-empty.ts
var fault166 = {
  id: "routers-empty",
  title: "the L3 agent is stuck: it made the namespaces of the routers, and nothing in them",
  // In 2012 such namespaces were what deleted routers left behind.
  layouts: ["neutron"],
  expects: "router-empty",
  inject: (model) => model.routers.flatMap((router) => [
    ...endMetadataProxy(model, router),
    ["ovs-vsctl", "del-port", router.qr.device, "--", "del-port", router.qg.device],
    ["ip", "netns", "delete", router.namespace],
    ["ip", "netns", "add", router.namespace]
  ]),
  heal: (model) => [restart(model, "l3")]
};
var routers_empty_default = fault166;

// src/lab/faults/security-group-drops-dhcp.ts
var rule7 = ({ a }) => [
  `neutron-openvswi-i${a.vm1.portId.slice(0, 10)}`,
  ...["-p", "udp", "--sport", "67", "--dport", "68", "-j", "DROP"]
];
var fault167 = {
  id: "security-group-drops-dhcp",
  title: "a rule in the VM's firewall chain drops DHCP answers",
  layouts: ["neutron"],
  expects: "security-group-drops-dhcp",
  inject: (model) => [["iptables", "-I", ...rule7(model)]],
  heal: (model) => [quietly("iptables", "-D", ...rule7(model))]
};
var security_group_drops_dhcp_default = fault167;

// src/lab/faults/state-folder-full.ts
var size = (words) => ["sh", "-c", `${words}; exec mount -o remount,size="$size" "$1"`, "sh", "/var/lib"];
var fault168 = {
  id: "state-folder-full",
  title: "no space is left where the agents keep their state",
  layouts: bothLayouts,
  expects: "state-folder-full",
  // /var/lib is a file system of the lab's own: as large as what is in it, it is full.
  inject: () => [size(`set -- "$1" $(df -k --output=used "$1"); size="$3"k`)],
  heal: () => [size("size=50%")]
};
var state_folder_full_default = fault168;

// src/lab/faults/tenant-route-better-metric.ts
var fault169 = {
  id: "tenant-route-better-metric",
  title: "a route with a better metric takes the tenant network away",
  layouts: bothLayouts,
  expects: "tenant-route-shadowed",
  inject: ({ a }) => [
    ["ip", "route", "delete", a.network.cidr],
    ["ip", "route", "add", a.network.cidr, "via", a.router.qg.address, "dev", "br-ex", "metric", "100"],
    ["ip", "route", "add", a.network.cidr, "via", hostNic.peer, "dev", hostNic.device, "metric", "50"]
  ],
  heal: (model) => [
    quietly("ip", "route", "delete", model.a.network.cidr, "metric", "50"),
    quietly("ip", "route", "delete", model.a.network.cidr, "metric", "100"),
    healTenantRoute(model)
  ]
};
var tenant_route_better_metric_default = fault169;

// src/lab/faults/tenant-route-deleted.ts
var fault170 = {
  id: "tenant-route-deleted",
  title: "the host has no route to the tenant network",
  layouts: bothLayouts,
  expects: "tenant-route-missing",
  inject: (model) => [["ip", "route", "delete", model.a.network.cidr]],
  heal: (model) => [healTenantRoute(model)]
};
var tenant_route_deleted_default = fault170;

// src/lab/faults/tenant-route-more-specific.ts
var half = (model) => model.a.network.cidr.replace("/24", "/25");
var fault171 = {
  id: "tenant-route-more-specific",
  title: "a more specific route takes half of the tenant network away",
  layouts: bothLayouts,
  expects: "tenant-route-shadowed",
  inject: (model) => [["ip", "route", "add", half(model), "via", hostNic.peer, "dev", hostNic.device]],
  heal: (model) => [quietly("ip", "route", "delete", half(model)), healTenantRoute(model)]
};
var tenant_route_more_specific_default = fault171;

// src/lab/faults/tenant-route-on-wrong-device.ts
var fault172 = {
  id: "tenant-route-on-wrong-device",
  title: "the route to the tenant network leaves by the NIC instead of br-ex",
  layouts: bothLayouts,
  expects: "tenant-route-wrong-device",
  inject: ({ a }) => [
    ["ip", "route", "replace", a.network.cidr, "via", a.router.qg.address, "dev", hostNic.device, "onlink"]
  ],
  heal: (model) => [healTenantRoute(model)]
};
var tenant_route_on_wrong_device_default = fault172;

// src/lab/faults/tenant-route-policy-rule.ts
var fault173 = {
  id: "tenant-route-policy-rule",
  title: "a policy rule sends the tenant network to another routing table",
  layouts: bothLayouts,
  expects: "tenant-route-shadowed",
  inject: ({ a }) => [
    ["ip", "route", "add", a.network.cidr, "via", hostNic.peer, "dev", hostNic.device, "table", "100"],
    ["ip", "rule", "add", "to", a.network.cidr, "lookup", "100", "priority", "1000"]
  ],
  heal: (model) => [
    quietly("ip", "rule", "delete", "priority", "1000"),
    quietly("ip", "route", "flush", "table", "100"),
    healTenantRoute(model)
  ]
};
var tenant_route_policy_rule_default = fault173;

// src/lab/faults/tenant-route-via-nobody.ts
var fault174 = {
  id: "tenant-route-via-nobody",
  title: "the route to the tenant network goes via an address that nobody has",
  layouts: bothLayouts,
  expects: "tenant-route-wrong-next-hop",
  inject: (model) => [["ip", "route", "replace", model.a.network.cidr, "via", externalNetwork.nobody, "dev", "br-ex"]],
  heal: (model) => [healTenantRoute(model)]
};
var tenant_route_via_nobody_default = fault174;

// src/lab/faults/tenant-route-via-other-router.ts
var fault175 = {
  id: "tenant-route-via-other-router",
  title: "the route to the tenant network goes via the router of another tenant",
  layouts: bothLayouts,
  expects: "tenant-route-wrong-next-hop",
  inject: (model) => [
    ["ip", "route", "replace", model.a.network.cidr, "via", model.b.router.qg.address, "dev", "br-ex"]
  ],
  heal: (model) => [healTenantRoute(model)]
};
var tenant_route_via_other_router_default = fault175;

// src/lab/faults/tunnel-flood-flow-missing.ts
var fault176 = {
  id: "tunnel-flood-flow-missing",
  title: "the flow that floods a network into the tunnels is gone",
  layouts: ["neutron"],
  expects: "tunnel-flood-flow-missing",
  inject: ({ a }) => [["ovs-ofctl", "del-flows", "br-tun", `table=22,dl_vlan=${a.network.tag}`]],
  heal: (model) => [restart(model, "l2")]
};
var tunnel_flood_flow_missing_default = fault176;

// src/lab/faults/tunnel-id-flow-missing.ts
var fault177 = {
  id: "tunnel-id-flow-missing",
  title: "the flow that takes a network out of the tunnel is gone",
  layouts: ["neutron"],
  expects: "tunnel-id-flow-missing",
  inject: ({ a }) => [["ovs-ofctl", "del-flows", "br-tun", `table=4,tun_id=${a.network.segmentationId}`]],
  heal: (model) => [restart(model, "l2")]
};
var tunnel_id_flow_missing_default = fault177;

// src/lab/faults/tunnel-local-ip-foreign.ts
var setLocal = (address) => [
  "ovs-vsctl",
  "set",
  "Interface",
  tunnelPort,
  `options:local_ip=${address}`
];
var fault178 = {
  id: "tunnel-local-ip-foreign",
  title: "the tunnels start from an address that this host had before",
  layouts: ["neutron"],
  expects: "tunnel-local-address-missing",
  inject: () => [setLocal("198.18.0.99")],
  heal: () => [setLocal(tunnelNic.address)]
};
var tunnel_local_ip_foreign_default = fault178;

// src/lab/faults/tunnel-mtu-too-small.ts
var fault179 = {
  id: "tunnel-mtu-too-small",
  title: "the NIC that tunnels go by takes no packets that carry a full one of a tenant",
  layouts: ["neutron"],
  expects: "tunnel-mtu-too-small",
  inject: () => [["ip", "link", "set", tunnelNic.device, "mtu", "1450"]],
  heal: () => [["ip", "link", "set", tunnelNic.device, "mtu", String(tunnelNic.mtu)]]
};
var tunnel_mtu_too_small_default = fault179;

// src/lab/faults/tunnel-nic-down.ts
var fault180 = {
  id: "tunnel-nic-down",
  title: "the NIC that tunnels go by is down",
  layouts: ["neutron"],
  expects: "tunnel-device-down",
  inject: () => [["ip", "link", "set", tunnelNic.device, "down"]],
  heal: () => [["ip", "link", "set", tunnelNic.device, "up"]]
};
var tunnel_nic_down_default = fault180;

// src/lab/faults/tunnel-patch-deleted.ts
var fault181 = {
  id: "tunnel-patch-deleted",
  title: "br-int and br-tun are not patched to each other",
  layouts: ["neutron"],
  expects: "tunnel-patch-broken",
  inject: () => [["ovs-vsctl", "del-port", "br-int", "patch-tun", "--", "del-port", "br-tun", "patch-int"]],
  heal: (model) => [restart(model, "l2")]
};
var tunnel_patch_deleted_default = fault181;

// src/lab/faults/tunnel-peer-unroutable.ts
var fault182 = {
  id: "tunnel-peer-unroutable",
  title: "a route keeps the host from the other end of its tunnel",
  layouts: ["neutron"],
  expects: "tunnel-peer-unroutable",
  inject: () => [["ip", "route", "add", "unreachable", tunnelNic.peer]],
  heal: () => [quietly("ip", "route", "delete", "unreachable", tunnelNic.peer)]
};
var tunnel_peer_unroutable_default = fault182;

// src/lab/faults/tunnel-port-duplicate.ts
var name = "vxlan-2";
var fault183 = {
  id: "tunnel-port-duplicate",
  title: "two tunnel ports lead to one end, and the switch refuses the second",
  layouts: ["neutron"],
  expects: "tunnel-port-refused",
  inject: () => [
    [
      "ovs-vsctl",
      ...["add-port", "br-tun", name, "--", "set", "Interface", name, "type=vxlan", "options:in_key=flow"],
      ...["options:out_key=flow", `options:local_ip=${tunnelNic.address}`, `options:remote_ip=${tunnelNic.peer}`]
    ]
  ],
  heal: () => [["ovs-vsctl", "--if-exists", "del-port", "br-tun", name]]
};
var tunnel_port_duplicate_default = fault183;

// src/lab/faults/tunnel-port-renumbered.ts
var fault184 = {
  id: "tunnel-port-renumbered",
  title: "a tunnel port has another OpenFlow number than its flows know",
  layouts: ["neutron"],
  expects: "tunnel-flow-port-gone",
  inject: () => [["ovs-vsctl", "set", "Interface", tunnelPort, "ofport_request=99"]],
  heal: (model) => [["ovs-vsctl", "clear", "Interface", tunnelPort, "ofport_request"], restart(model, "l2")]
};
var tunnel_port_renumbered_default = fault184;

// src/lab/faults/vm-chain-drops-icmp.ts
var rule8 = ({ a }) => [
  `neutron-openvswi-i${a.vm1.portId.slice(0, 10)}`,
  ...["-p", "icmp", "-j", "DROP"]
];
var fault185 = {
  id: "vm-chain-drops-icmp",
  title: "a rule put into the VM's firewall chain by hand drops ICMP",
  layouts: ["neutron"],
  expects: "vm-chain-drops",
  inject: (model) => [["iptables", "-I", ...rule8(model)]],
  heal: (model) => [quietly("iptables", "-D", ...rule8(model))]
};
var vm_chain_drops_icmp_default = fault185;

// src/lab/faults/vm-tap-down.ts
var fault186 = {
  id: "vm-tap-down",
  title: "the tap device of a VM is down",
  layouts: bothLayouts,
  expects: "hybrid-tap-down",
  inject: (model) => [["ip", "link", "set", model.a.vm1.tap, "down"]],
  heal: (model) => [["ip", "link", "set", model.a.vm1.tap, "up"]]
};
var vm_tap_down_default = fault186;

// src/lab/faults/vm-tap-not-in-qbr.ts
var fault187 = {
  id: "vm-tap-not-in-qbr",
  title: "the tap device of a VM is not in its bridge",
  layouts: bothLayouts,
  expects: "hybrid-tap-unbridged",
  inject: (model) => [["ip", "link", "set", model.a.vm1.tap, "nomaster"]],
  heal: ({ a: { vm1 } }) => [["ip", "link", "set", vm1.tap, "master", vm1.qbr]]
};
var vm_tap_not_in_qbr_default = fault187;

// src/lab/faults/index.ts
var faults = [
  ovsdb_server_killed_default,
  ovsdb_server_frozen_default,
  ovs_vswitchd_frozen_default,
  ovs_vswitchd_killed_default,
  ovs_vswitchd_restarted_default,
  l2_agent_killed_default,
  l2_agent_frozen_default,
  l2_agent_never_wired_default,
  dhcp_agent_killed_default,
  dhcp_agent_frozen_default,
  dhcp_agent_never_ran_default,
  l3_agent_killed_default,
  l3_agent_frozen_default,
  l3_agent_never_ran_default,
  conntrack_table_full_default,
  neighbour_table_full_default,
  bridge_filter_off_default,
  bridge_filter_missing_default,
  state_folder_full_default,
  br_int_deleted_default,
  br_int_standalone_default,
  datapath_id_shared_default,
  mac_table_full_default,
  br_ex_deleted_default,
  br_ex_with_uplink_deleted_default,
  br_ex_down_default,
  br_ex_no_address_default,
  tenant_route_deleted_default,
  tenant_route_via_nobody_default,
  tenant_route_via_other_router_default,
  tenant_route_on_wrong_device_default,
  tenant_route_more_specific_default,
  tenant_route_better_metric_default,
  tenant_route_policy_rule_default,
  default_route_looped_default,
  host_forwarding_off_default,
  host_forward_dropped_default,
  host_masquerades_tenants_default,
  host_masquerades_all_default,
  external_nic_down_default,
  external_nic_renamed_default,
  external_nic_not_bridged_default,
  external_nic_holds_address_default,
  external_uplink_lost_default,
  qg_removed_from_bridge_default,
  patch_pair_deleted_default,
  external_patch_peer_wrong_default,
  external_veth_down_default,
  br_ex_flows_gone_default,
  provider_vlan_flow_missing_default,
  qrouter_namespace_deleted_default,
  router_removed_default,
  routers_empty_default,
  ha_port_down_default,
  ha_keepalived_killed_default,
  ha_monitor_killed_default,
  qg_down_default,
  qr_down_default,
  qg_no_address_default,
  qr_no_address_default,
  qr_wrong_prefix_default,
  qg_wrong_prefix_default,
  dvr_snat_no_address_default,
  router_no_default_route_default,
  router_gateway_off_subnet_default,
  router_forwarding_off_default,
  router_rules_flushed_default,
  router_no_snat_default,
  router_filter_drops_default,
  dhcp_tap_removed_from_br_int_default,
  qr_removed_from_br_int_default,
  qvo_removed_from_br_int_default,
  hybrid_veth_deleted_default,
  hybrid_veth_lost_at_boot_default,
  dhcp_tap_in_root_namespace_default,
  qr_in_root_namespace_default,
  dhcp_tap_down_default,
  qvo_down_default,
  qvo_small_mtu_default,
  qvb_down_default,
  qbr_down_default,
  vm_tap_down_default,
  qvb_not_in_qbr_default,
  vm_tap_not_in_qbr_default,
  linux_bridge_tap_out_default,
  linux_bridge_down_default,
  linux_bridge_uplink_out_default,
  linux_bridge_uplink_down_default,
  qbr_deleted_default,
  dhcp_tap_no_tag_default,
  qvo_no_tag_default,
  dhcp_tap_wrong_tag_default,
  qvo_wrong_tag_default,
  qr_wrong_tag_default,
  dhcp_tap_dead_vlan_default,
  qvo_dead_vlan_default,
  dhcp_tap_never_wired_default,
  qr_trunk_mode_left_default,
  networks_share_tag_default,
  port_mac_duplicate_default,
  br_tun_flows_gone_default,
  tunnel_patch_deleted_default,
  tunnel_local_ip_foreign_default,
  tunnel_nic_down_default,
  tunnel_peer_unroutable_default,
  tunnel_mtu_too_small_default,
  tunnel_port_duplicate_default,
  tunnel_port_renumbered_default,
  tunnel_id_flow_missing_default,
  tunnel_flood_flow_missing_default,
  arp_responder_wrong_default,
  qdhcp_namespace_deleted_default,
  dhcp_no_offer_default,
  dnsmasq_in_root_namespace_default,
  dnsmasq_without_range_default,
  dhcp_host_entry_missing_default,
  dhcp_tap_no_address_default,
  dnsmasq_frozen_default,
  qdhcp_namespace_unmounted_default,
  dnsmasq_left_over_default,
  dnsmasq_pid_file_wrong_default,
  dnsmasq_on_old_interface_default,
  dhcp_tap_wrong_address_default,
  dnsmasq_range_of_other_subnet_default,
  dhcp_address_in_two_host_lines_default,
  dhcp_host_line_garbled_default,
  dhcp_address_leased_to_dead_mac_default,
  dnsmasq_lease_limit_reached_default,
  dhcp_router_option_wrong_default,
  dhcp_mtu_option_too_large_default,
  dhcp_namespace_no_default_route_default,
  dhcp_namespace_wrong_default_route_default,
  dhcp_hosts_not_reloaded_default,
  dhcp_address_not_reloaded_default,
  dhcp_lease_time_not_reloaded_default,
  dhcp_options_not_reloaded_default,
  dhcp_lease_limit_reached_default,
  dhcp_input_filtered_default,
  dhcp_checksum_spoiled_default,
  rogue_dhcp_server_default,
  dhcp_request_drop_flow_default,
  dhcp_reply_drop_flow_default,
  qr_drop_flow_left_default,
  br_int_flows_gone_default,
  anti_spoofing_flow_missing_default,
  security_group_drops_dhcp_default,
  bridge_rule_drops_dhcp_default,
  metadata_redirect_deleted_default,
  metadata_mark_deleted_default,
  metadata_accept_deleted_default,
  metadata_port_filtered_default,
  metadata_proxy_killed_default,
  metadata_proxy_in_root_namespace_default,
  metadata_proxy_without_socket_default,
  metadata_proxy_frozen_default,
  metadata_address_removed_default,
  metadata_route_not_told_default,
  dhcp_metadata_proxy_killed_default,
  metadata_agent_killed_default,
  metadata_agent_frozen_default,
  metadata_socket_deleted_default,
  nova_metadata_killed_default,
  floating_ip_on_two_routers_default,
  floating_ip_no_address_default,
  floating_ip_no_dnat_default,
  floating_ip_no_snat_default,
  floating_ip_of_deleted_vm_default,
  dvr_link_down_default,
  dvr_link_deleted_default,
  dvr_floating_ip_no_route_default,
  dvr_floating_ip_no_rule_default,
  dvr_proxy_arp_off_default,
  forward_policy_drop_default,
  hybrid_rules_flushed_default,
  firewall_of_other_agent_default,
  vm_chain_drops_icmp_default,
  anti_spoofing_other_mac_default,
  native_firewall_tables_flushed_default,
  native_firewall_port_unset_default,
  native_firewall_port_renumbered_default,
  native_anti_spoofing_other_address_default,
  arp_request_drop_flow_default,
  arp_answer_drop_flow_default,
  guest_mac_changed_default,
  address_taken_by_stranger_default,
  guest_lost_address_default,
  br_ex_arp_off_default
];

export {
  externalNetwork,
  hostNic,
  tunnelNic,
  tunnelPort,
  worldAddress,
  maxNetworks,
  labModel,
  saidBy,
  labDir,
  intentDir,
  intentFiles,
  agentProgram,
  programDir,
  agentLibrary,
  hybridPlug,
  ovsPort,
  askForLease,
  kindsDir,
  withDistributedRouter,
  withHaRouter,
  haPrograms,
  metadataFiles,
  withNativeFirewall,
  faults
};
