import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  ip,
  within
} from "./chunk-XZGLRBJB.js";
import {
  array,
  boolean,
  looseObject,
  number,
  object,
  string,
  union,
  unknown
} from "./chunk-4VOAQWUS.js";
import {
  quoted
} from "./chunk-FFDNO3YR.js";
import {
  __commonJS,
  __toESM
} from "./chunk-RC2VEXNG.js";

// node_modules/ipaddr.js/lib/ipaddr.js
var require_ipaddr = __commonJS({
  "node_modules/ipaddr.js/lib/ipaddr.js"(exports, module) {
    (function(root) {
      "use strict";
      const ipv4Part = "(0?\\d+|0x[a-f0-9]+)";
      const ipv4Regexes = {
        fourOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}$`, "i"),
        threeOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}$`, "i"),
        twoOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}$`, "i"),
        longValue: new RegExp(`^${ipv4Part}$`, "i")
      };
      const octalRegex = new RegExp(`^0[0-7]+$`, "i");
      const hexRegex = new RegExp(`^0x[a-f0-9]+$`, "i");
      const zoneIndex = "%[0-9a-z]{1,}";
      const ipv6Part = "(?:[0-9a-f]+::?)+";
      const ipv6Regexes = {
        zoneIndex: new RegExp(zoneIndex, "i"),
        "native": new RegExp(`^(::)?(${ipv6Part})?([0-9a-f]+)?(::)?(${zoneIndex})?$`, "i"),
        deprecatedTransitional: new RegExp(`^(?:::)(${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}(${zoneIndex})?)$`, "i"),
        transitional: new RegExp(`^((?:${ipv6Part})|(?:::)(?:${ipv6Part})?)${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}(${zoneIndex})?$`, "i")
      };
      function expandIPv6(string2, parts) {
        if (string2.indexOf("::") !== string2.lastIndexOf("::")) {
          return null;
        }
        let colonCount = 0;
        let lastColon = -1;
        let zoneId = (string2.match(ipv6Regexes.zoneIndex) || [])[0];
        let replacement, replacementCount;
        if (zoneId) {
          zoneId = zoneId.substring(1);
          string2 = string2.replace(/%.+$/, "");
        }
        while ((lastColon = string2.indexOf(":", lastColon + 1)) >= 0) {
          colonCount++;
        }
        if (string2.substr(0, 2) === "::") {
          colonCount--;
        }
        if (string2.substr(-2, 2) === "::") {
          colonCount--;
        }
        if (colonCount >= parts) {
          return null;
        }
        replacementCount = parts - colonCount;
        replacement = ":";
        while (replacementCount--) {
          replacement += "0:";
        }
        string2 = string2.replace("::", replacement);
        if (string2[0] === ":") {
          string2 = string2.slice(1);
        }
        if (string2[string2.length - 1] === ":") {
          string2 = string2.slice(0, -1);
        }
        parts = (function() {
          const ref = string2.split(":");
          const results = [];
          for (let i = 0; i < ref.length; i++) {
            results.push(ref[i].length > 4 ? NaN : parseInt(ref[i], 16));
          }
          return results;
        })();
        return {
          parts,
          zoneId
        };
      }
      function matchCIDR(first, second, partSize, cidrBits) {
        if (first.length !== second.length) {
          throw new Error("ipaddr: cannot match CIDR for objects with different lengths");
        }
        let part = 0;
        let shift;
        while (cidrBits > 0) {
          shift = partSize - cidrBits;
          if (shift < 0) {
            shift = 0;
          }
          if (first[part] >> shift !== second[part] >> shift) {
            return false;
          }
          cidrBits -= partSize;
          part += 1;
        }
        return true;
      }
      function parseIntAuto(string2) {
        if (hexRegex.test(string2)) {
          return parseInt(string2, 16);
        }
        if (string2[0] === "0" && !isNaN(parseInt(string2[1], 10))) {
          if (octalRegex.test(string2)) {
            return parseInt(string2, 8);
          }
          throw new Error(`ipaddr: cannot parse ${string2} as octal`);
        }
        return parseInt(string2, 10);
      }
      function padPart(part, length) {
        while (part.length < length) {
          part = `0${part}`;
        }
        return part;
      }
      const ipaddr3 = {};
      ipaddr3.IPv4 = (function() {
        function IPv4(octets) {
          if (octets.length !== 4) {
            throw new Error("ipaddr: ipv4 octet count should be 4");
          }
          let i, octet;
          for (i = 0; i < octets.length; i++) {
            octet = octets[i];
            if (!(0 <= octet && octet <= 255)) {
              throw new Error("ipaddr: ipv4 octet should fit in 8 bits");
            }
          }
          this.octets = octets;
        }
        IPv4.prototype.SpecialRanges = {
          unspecified: [[new IPv4([0, 0, 0, 0]), 8]],
          broadcast: [[new IPv4([255, 255, 255, 255]), 32]],
          // RFC3171
          multicast: [[new IPv4([224, 0, 0, 0]), 4]],
          // RFC3927
          linkLocal: [[new IPv4([169, 254, 0, 0]), 16]],
          // RFC5735
          loopback: [[new IPv4([127, 0, 0, 0]), 8]],
          // RFC6598
          carrierGradeNat: [[new IPv4([100, 64, 0, 0]), 10]],
          // RFC1918
          "private": [
            [new IPv4([10, 0, 0, 0]), 8],
            [new IPv4([172, 16, 0, 0]), 12],
            [new IPv4([192, 168, 0, 0]), 16]
          ],
          // Reserved and testing-only ranges; RFCs 5735, 5737, 2544, 1700
          reserved: [
            [new IPv4([192, 0, 0, 0]), 24],
            [new IPv4([192, 0, 2, 0]), 24],
            [new IPv4([192, 88, 99, 0]), 24],
            [new IPv4([198, 18, 0, 0]), 15],
            [new IPv4([198, 51, 100, 0]), 24],
            [new IPv4([203, 0, 113, 0]), 24],
            [new IPv4([240, 0, 0, 0]), 4]
          ],
          // RFC7534, RFC7535
          as112: [
            [new IPv4([192, 175, 48, 0]), 24],
            [new IPv4([192, 31, 196, 0]), 24]
          ],
          // RFC7450
          amt: [
            [new IPv4([192, 52, 193, 0]), 24]
          ]
        };
        IPv4.prototype.kind = function() {
          return "ipv4";
        };
        IPv4.prototype.match = function(other, cidrRange) {
          let ref;
          if (cidrRange === void 0) {
            ref = other;
            other = ref[0];
            cidrRange = ref[1];
          }
          if (other.kind() !== "ipv4") {
            throw new Error("ipaddr: cannot match ipv4 address with non-ipv4 one");
          }
          return matchCIDR(this.octets, other.octets, 8, cidrRange);
        };
        IPv4.prototype.prefixLengthFromSubnetMask = function() {
          let cidr = 0;
          let stop = false;
          const zerotable = {
            0: 8,
            128: 7,
            192: 6,
            224: 5,
            240: 4,
            248: 3,
            252: 2,
            254: 1,
            255: 0
          };
          let i, octet, zeros;
          for (i = 3; i >= 0; i -= 1) {
            octet = this.octets[i];
            if (octet in zerotable) {
              zeros = zerotable[octet];
              if (stop && zeros !== 0) {
                return null;
              }
              if (zeros !== 8) {
                stop = true;
              }
              cidr += zeros;
            } else {
              return null;
            }
          }
          return 32 - cidr;
        };
        IPv4.prototype.range = function() {
          return ipaddr3.subnetMatch(this, this.SpecialRanges);
        };
        IPv4.prototype.toByteArray = function() {
          return this.octets.slice(0);
        };
        IPv4.prototype.toIPv4MappedAddress = function() {
          return ipaddr3.IPv6.parse(`::ffff:${this.toString()}`);
        };
        IPv4.prototype.toNormalizedString = function() {
          return this.toString();
        };
        IPv4.prototype.toString = function() {
          return this.octets.join(".");
        };
        return IPv4;
      })();
      ipaddr3.IPv4.broadcastAddressFromCIDR = function(string2) {
        try {
          const cidr = this.parseCIDR(string2);
          const ipInterfaceOctets = cidr[0].toByteArray();
          const subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
          const octets = [];
          let i = 0;
          while (i < 4) {
            octets.push(parseInt(ipInterfaceOctets[i], 10) | parseInt(subnetMaskOctets[i], 10) ^ 255);
            i++;
          }
          return new this(octets);
        } catch (e) {
          throw new Error("ipaddr: the address does not have IPv4 CIDR format", { cause: e });
        }
      };
      ipaddr3.IPv4.isIPv4 = function(string2) {
        return this.parser(string2) !== null;
      };
      ipaddr3.IPv4.isValid = function(string2) {
        try {
          new this(this.parser(string2));
          return true;
        } catch {
          return false;
        }
      };
      ipaddr3.IPv4.isValidCIDR = function(string2) {
        try {
          this.parseCIDR(string2);
          return true;
        } catch {
          return false;
        }
      };
      ipaddr3.IPv4.isValidFourPartDecimal = function(string2) {
        if (ipaddr3.IPv4.isValid(string2) && string2.match(/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){3}$/)) {
          return true;
        } else {
          return false;
        }
      };
      ipaddr3.IPv4.isValidCIDRFourPartDecimal = function(string2) {
        const match = string2.match(/^(.+)\/(\d+)$/);
        if (!ipaddr3.IPv4.isValidCIDR(string2) || !match) {
          return false;
        }
        return ipaddr3.IPv4.isValidFourPartDecimal(match[1]);
      };
      ipaddr3.IPv4.networkAddressFromCIDR = function(string2) {
        let cidr, i, ipInterfaceOctets, octets, subnetMaskOctets;
        try {
          cidr = this.parseCIDR(string2);
          ipInterfaceOctets = cidr[0].toByteArray();
          subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
          octets = [];
          i = 0;
          while (i < 4) {
            octets.push(parseInt(ipInterfaceOctets[i], 10) & parseInt(subnetMaskOctets[i], 10));
            i++;
          }
          return new this(octets);
        } catch (e) {
          throw new Error("ipaddr: the address does not have IPv4 CIDR format", { cause: e });
        }
      };
      ipaddr3.IPv4.parse = function(string2) {
        const parts = this.parser(string2);
        if (parts === null) {
          throw new Error("ipaddr: string is not formatted like an IPv4 Address");
        }
        return new this(parts);
      };
      ipaddr3.IPv4.parseCIDR = function(string2) {
        let match;
        if (match = string2.match(/^(.+)\/(\d+)$/)) {
          const maskLength = parseInt(match[2]);
          if (maskLength >= 0 && maskLength <= 32) {
            const parsed2 = [this.parse(match[1]), maskLength];
            Object.defineProperty(parsed2, "toString", {
              value: function() {
                return this.join("/");
              }
            });
            return parsed2;
          }
        }
        throw new Error("ipaddr: string is not formatted like an IPv4 CIDR range");
      };
      ipaddr3.IPv4.parser = function(string2) {
        let match, part, value;
        if (match = string2.match(ipv4Regexes.fourOctet)) {
          return (function() {
            const ref = match.slice(1, 6);
            const results = [];
            for (let i = 0; i < ref.length; i++) {
              part = ref[i];
              results.push(parseIntAuto(part));
            }
            return results;
          })();
        } else if (match = string2.match(ipv4Regexes.longValue)) {
          value = parseIntAuto(match[1]);
          if (value > 4294967295 || value < 0) {
            throw new Error("ipaddr: address outside defined range");
          }
          return (function() {
            const results = [];
            let shift;
            for (shift = 0; shift <= 24; shift += 8) {
              results.push(value >> shift & 255);
            }
            return results;
          })().reverse();
        } else if (match = string2.match(ipv4Regexes.twoOctet)) {
          return (function() {
            const ref = match.slice(1, 4);
            const results = [];
            value = parseIntAuto(ref[1]);
            if (value > 16777215 || value < 0) {
              throw new Error("ipaddr: address outside defined range");
            }
            results.push(parseIntAuto(ref[0]));
            results.push(value >> 16 & 255);
            results.push(value >> 8 & 255);
            results.push(value & 255);
            return results;
          })();
        } else if (match = string2.match(ipv4Regexes.threeOctet)) {
          return (function() {
            const ref = match.slice(1, 5);
            const results = [];
            value = parseIntAuto(ref[2]);
            if (value > 65535 || value < 0) {
              throw new Error("ipaddr: address outside defined range");
            }
            results.push(parseIntAuto(ref[0]));
            results.push(parseIntAuto(ref[1]));
            results.push(value >> 8 & 255);
            results.push(value & 255);
            return results;
          })();
        } else {
          return null;
        }
      };
      ipaddr3.IPv4.subnetMaskFromPrefixLength = function(prefix) {
        prefix = parseInt(prefix);
        if (Number.isNaN(prefix) || prefix < 0 || prefix > 32) {
          throw new Error("ipaddr: invalid IPv4 prefix length");
        }
        const octets = [0, 0, 0, 0];
        let j = 0;
        const filledOctetCount = Math.floor(prefix / 8);
        while (j < filledOctetCount) {
          octets[j] = 255;
          j++;
        }
        if (filledOctetCount < 4) {
          octets[filledOctetCount] = Math.pow(2, prefix % 8) - 1 << 8 - prefix % 8;
        }
        return new this(octets);
      };
      ipaddr3.IPv6 = (function() {
        function IPv6(parts, zoneId) {
          let i, part;
          if (parts.length === 16) {
            this.parts = [];
            for (i = 0; i <= 14; i += 2) {
              this.parts.push(parts[i] << 8 | parts[i + 1]);
            }
          } else if (parts.length === 8) {
            this.parts = parts;
          } else {
            throw new Error("ipaddr: ipv6 part count should be 8 or 16");
          }
          for (i = 0; i < this.parts.length; i++) {
            part = this.parts[i];
            if (!(0 <= part && part <= 65535)) {
              throw new Error("ipaddr: ipv6 part should fit in 16 bits");
            }
          }
          if (zoneId) {
            this.zoneId = zoneId;
          }
        }
        IPv6.prototype.SpecialRanges = {
          // RFC4291, here and after
          unspecified: [new IPv6([0, 0, 0, 0, 0, 0, 0, 0]), 128],
          linkLocal: [new IPv6([65152, 0, 0, 0, 0, 0, 0, 0]), 10],
          multicast: [new IPv6([65280, 0, 0, 0, 0, 0, 0, 0]), 8],
          loopback: [new IPv6([0, 0, 0, 0, 0, 0, 0, 1]), 128],
          uniqueLocal: [new IPv6([64512, 0, 0, 0, 0, 0, 0, 0]), 7],
          ipv4Mapped: [new IPv6([0, 0, 0, 0, 0, 65535, 0, 0]), 96],
          // RFC3879
          deprecatedSiteLocal: [new IPv6([65216, 0, 0, 0, 0, 0, 0, 0]), 10],
          // RFC6666
          discard: [new IPv6([256, 0, 0, 0, 0, 0, 0, 0]), 64],
          // RFC6145
          rfc6145: [new IPv6([0, 0, 0, 0, 65535, 0, 0, 0]), 96],
          rfc6052: [
            // RFC6052
            [new IPv6([100, 65435, 0, 0, 0, 0, 0, 0]), 96],
            // RFC8215
            [new IPv6([100, 65435, 1, 0, 0, 0, 0, 0]), 48]
          ],
          // RFC3056
          "6to4": [new IPv6([8194, 0, 0, 0, 0, 0, 0, 0]), 16],
          // RFC6052, RFC6146
          teredo: [new IPv6([8193, 0, 0, 0, 0, 0, 0, 0]), 32],
          // RFC5180
          benchmarking: [new IPv6([8193, 2, 0, 0, 0, 0, 0, 0]), 48],
          // RFC7450
          amt: [new IPv6([8193, 3, 0, 0, 0, 0, 0, 0]), 32],
          as112v6: [
            // RFC7535
            [new IPv6([8193, 4, 274, 0, 0, 0, 0, 0]), 48],
            // RFC7534
            [new IPv6([9760, 79, 32768, 0, 0, 0, 0, 0]), 48]
          ],
          // RFC4843
          deprecatedOrchid: [new IPv6([8193, 16, 0, 0, 0, 0, 0, 0]), 28],
          // RFC7343
          orchid2: [new IPv6([8193, 32, 0, 0, 0, 0, 0, 0]), 28],
          // RFC9374
          droneRemoteIdProtocolEntityTags: [new IPv6([8193, 48, 0, 0, 0, 0, 0, 0]), 28],
          // RFC9602
          segmentRouting: [new IPv6([24320, 0, 0, 0, 0, 0, 0, 0]), 16],
          reserved: [
            // RFC3849
            [new IPv6([8193, 0, 0, 0, 0, 0, 0, 0]), 23],
            // RFC2928
            [new IPv6([8193, 3512, 0, 0, 0, 0, 0, 0]), 32],
            // RFC9637
            [new IPv6([16383, 0, 0, 0, 0, 0, 0, 0]), 20]
          ]
        };
        IPv6.prototype.isIPv4MappedAddress = function() {
          return this.range() === "ipv4Mapped";
        };
        IPv6.prototype.kind = function() {
          return "ipv6";
        };
        IPv6.prototype.match = function(other, cidrRange) {
          let ref;
          if (cidrRange === void 0) {
            ref = other;
            other = ref[0];
            cidrRange = ref[1];
          }
          if (other.kind() !== "ipv6") {
            throw new Error("ipaddr: cannot match ipv6 address with non-ipv6 one");
          }
          return matchCIDR(this.parts, other.parts, 16, cidrRange);
        };
        IPv6.prototype.prefixLengthFromSubnetMask = function() {
          let cidr = 0;
          let stop = false;
          const zerotable = {
            0: 16,
            32768: 15,
            49152: 14,
            57344: 13,
            61440: 12,
            63488: 11,
            64512: 10,
            65024: 9,
            65280: 8,
            65408: 7,
            65472: 6,
            65504: 5,
            65520: 4,
            65528: 3,
            65532: 2,
            65534: 1,
            65535: 0
          };
          let part, zeros;
          for (let i = 7; i >= 0; i -= 1) {
            part = this.parts[i];
            if (part in zerotable) {
              zeros = zerotable[part];
              if (stop && zeros !== 0) {
                return null;
              }
              if (zeros !== 16) {
                stop = true;
              }
              cidr += zeros;
            } else {
              return null;
            }
          }
          return 128 - cidr;
        };
        IPv6.prototype.range = function() {
          return ipaddr3.subnetMatch(this, this.SpecialRanges);
        };
        IPv6.prototype.toByteArray = function() {
          let part;
          const bytes = [];
          const ref = this.parts;
          for (let i = 0; i < ref.length; i++) {
            part = ref[i];
            bytes.push(part >> 8);
            bytes.push(part & 255);
          }
          return bytes;
        };
        IPv6.prototype.toFixedLengthString = function() {
          const addr = (function() {
            const results = [];
            for (let i = 0; i < this.parts.length; i++) {
              results.push(padPart(this.parts[i].toString(16), 4));
            }
            return results;
          }).call(this).join(":");
          let suffix = "";
          if (this.zoneId) {
            suffix = `%${this.zoneId}`;
          }
          return addr + suffix;
        };
        IPv6.prototype.toIPv4Address = function() {
          if (!this.isIPv4MappedAddress()) {
            throw new Error("ipaddr: trying to convert a generic ipv6 address to ipv4");
          }
          const ref = this.parts.slice(-2);
          const high = ref[0];
          const low = ref[1];
          return new ipaddr3.IPv4([high >> 8, high & 255, low >> 8, low & 255]);
        };
        IPv6.prototype.toNormalizedString = function() {
          const addr = (function() {
            const results = [];
            for (let i = 0; i < this.parts.length; i++) {
              results.push(this.parts[i].toString(16));
            }
            return results;
          }).call(this).join(":");
          let suffix = "";
          if (this.zoneId) {
            suffix = `%${this.zoneId}`;
          }
          return addr + suffix;
        };
        IPv6.prototype.toRFC5952String = function() {
          const regex = /((^|:)(0(:|$)){2,})/g;
          let suffix = "";
          if (this.zoneId) {
            suffix = `%${this.zoneId}`;
          }
          const normalized = this.toNormalizedString();
          const string2 = normalized.slice(0, normalized.length - suffix.length);
          let bestMatchIndex = 0;
          let bestMatchLength = -1;
          let bestMatchGroups = -1;
          let match;
          while (match = regex.exec(string2)) {
            const groups = (match[0].match(/0/g) || []).length;
            if (groups > bestMatchGroups) {
              bestMatchGroups = groups;
              bestMatchIndex = match.index;
              bestMatchLength = match[0].length;
            }
          }
          if (bestMatchLength < 0) {
            return string2 + suffix;
          }
          return `${string2.substring(0, bestMatchIndex)}::${string2.substring(bestMatchIndex + bestMatchLength)}${suffix}`;
        };
        IPv6.prototype.toString = function() {
          return this.toRFC5952String();
        };
        return IPv6;
      })();
      ipaddr3.IPv6.broadcastAddressFromCIDR = function(string2) {
        try {
          const cidr = this.parseCIDR(string2);
          const ipInterfaceOctets = cidr[0].toByteArray();
          const subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
          const octets = [];
          let i = 0;
          while (i < 16) {
            octets.push(parseInt(ipInterfaceOctets[i], 10) | parseInt(subnetMaskOctets[i], 10) ^ 255);
            i++;
          }
          return new this(octets);
        } catch (e) {
          throw new Error("ipaddr: the address does not have IPv6 CIDR format", { cause: e });
        }
      };
      ipaddr3.IPv6.isIPv6 = function(string2) {
        return this.parser(string2) !== null;
      };
      ipaddr3.IPv6.isValid = function(string2) {
        if (typeof string2 === "string" && string2.indexOf(":") === -1) {
          return false;
        }
        try {
          const addr = this.parser(string2);
          new this(addr.parts, addr.zoneId);
          return true;
        } catch {
          return false;
        }
      };
      ipaddr3.IPv6.isValidCIDR = function(string2) {
        if (typeof string2 === "string" && string2.indexOf(":") === -1) {
          return false;
        }
        try {
          this.parseCIDR(string2);
          return true;
        } catch {
          return false;
        }
      };
      ipaddr3.IPv6.networkAddressFromCIDR = function(string2) {
        let cidr, i, ipInterfaceOctets, octets, subnetMaskOctets;
        try {
          cidr = this.parseCIDR(string2);
          ipInterfaceOctets = cidr[0].toByteArray();
          subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
          octets = [];
          i = 0;
          while (i < 16) {
            octets.push(parseInt(ipInterfaceOctets[i], 10) & parseInt(subnetMaskOctets[i], 10));
            i++;
          }
          return new this(octets);
        } catch (e) {
          throw new Error("ipaddr: the address does not have IPv6 CIDR format", { cause: e });
        }
      };
      ipaddr3.IPv6.parse = function(string2) {
        const addr = this.parser(string2);
        if (addr === null) {
          throw new Error("ipaddr: string is not formatted like an IPv6 Address");
        }
        return new this(addr.parts, addr.zoneId);
      };
      ipaddr3.IPv6.parseCIDR = function(string2) {
        let maskLength, match, parsed2;
        if (match = string2.match(/^(.+)\/(\d+)$/)) {
          maskLength = parseInt(match[2]);
          if (maskLength >= 0 && maskLength <= 128) {
            parsed2 = [this.parse(match[1]), maskLength];
            Object.defineProperty(parsed2, "toString", {
              value: function() {
                return this.join("/");
              }
            });
            return parsed2;
          }
        }
        throw new Error("ipaddr: string is not formatted like an IPv6 CIDR range");
      };
      ipaddr3.IPv6.parser = function(string2) {
        let addr, i, match, octet, octets, zoneId;
        if (match = string2.match(ipv6Regexes.deprecatedTransitional)) {
          return this.parser(`::ffff:${match[1]}`);
        }
        if (ipv6Regexes.native.test(string2)) {
          return expandIPv6(string2, 8);
        }
        if (match = string2.match(ipv6Regexes.transitional)) {
          zoneId = match[6] || "";
          addr = match[1];
          if (!match[1].endsWith("::")) {
            addr = addr.slice(0, -1);
          }
          addr = expandIPv6(addr + zoneId, 6);
          if (addr && addr.parts) {
            octets = [
              parseInt(match[2]),
              parseInt(match[3]),
              parseInt(match[4]),
              parseInt(match[5])
            ];
            for (i = 0; i < octets.length; i++) {
              octet = octets[i];
              if (!(0 <= octet && octet <= 255)) {
                return null;
              }
            }
            addr.parts.push(octets[0] << 8 | octets[1]);
            addr.parts.push(octets[2] << 8 | octets[3]);
            return {
              parts: addr.parts,
              zoneId: addr.zoneId
            };
          }
        }
        return null;
      };
      ipaddr3.IPv6.subnetMaskFromPrefixLength = function(prefix) {
        prefix = parseInt(prefix);
        if (Number.isNaN(prefix) || prefix < 0 || prefix > 128) {
          throw new Error("ipaddr: invalid IPv6 prefix length");
        }
        const octets = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let j = 0;
        const filledOctetCount = Math.floor(prefix / 8);
        while (j < filledOctetCount) {
          octets[j] = 255;
          j++;
        }
        if (filledOctetCount < 16) {
          octets[filledOctetCount] = Math.pow(2, prefix % 8) - 1 << 8 - prefix % 8;
        }
        return new this(octets);
      };
      ipaddr3.fromByteArray = function(bytes) {
        const length = bytes.length;
        if (length === 4) {
          return new ipaddr3.IPv4(bytes);
        } else if (length === 16) {
          return new ipaddr3.IPv6(bytes);
        } else {
          throw new Error("ipaddr: the binary input is neither an IPv6 nor IPv4 address");
        }
      };
      ipaddr3.isValid = function(string2) {
        return ipaddr3.IPv6.isValid(string2) || ipaddr3.IPv4.isValid(string2);
      };
      ipaddr3.isValidCIDR = function(string2) {
        return ipaddr3.IPv6.isValidCIDR(string2) || ipaddr3.IPv4.isValidCIDR(string2);
      };
      ipaddr3.parse = function(string2) {
        if (ipaddr3.IPv6.isValid(string2)) {
          return ipaddr3.IPv6.parse(string2);
        } else if (ipaddr3.IPv4.isValid(string2)) {
          return ipaddr3.IPv4.parse(string2);
        } else {
          throw new Error("ipaddr: the address has neither IPv6 nor IPv4 format");
        }
      };
      ipaddr3.parseCIDR = function(string2) {
        try {
          return ipaddr3.IPv6.parseCIDR(string2);
        } catch {
          try {
            return ipaddr3.IPv4.parseCIDR(string2);
          } catch (e) {
            throw new Error("ipaddr: the address has neither IPv6 nor IPv4 CIDR format", { cause: e });
          }
        }
      };
      ipaddr3.process = function(string2) {
        const addr = this.parse(string2);
        if (addr.kind() === "ipv6" && addr.isIPv4MappedAddress()) {
          return addr.toIPv4Address();
        } else {
          return addr;
        }
      };
      ipaddr3.subnetMatch = function(address, rangeList, defaultName) {
        let i, rangeName, rangeSubnets, subnet;
        if (defaultName === void 0 || defaultName === null) {
          defaultName = "unicast";
        }
        for (rangeName in rangeList) {
          if (Object.prototype.hasOwnProperty.call(rangeList, rangeName)) {
            rangeSubnets = rangeList[rangeName];
            if (rangeSubnets[0] && !(rangeSubnets[0] instanceof Array)) {
              rangeSubnets = [rangeSubnets];
            }
            for (i = 0; i < rangeSubnets.length; i++) {
              subnet = rangeSubnets[i];
              if (address.kind() === subnet[0].kind() && address.match.apply(address, subnet)) {
                return rangeName;
              }
            }
          }
        }
        return defaultName;
      };
      if (typeof module !== "undefined" && module.exports) {
        module.exports = ipaddr3;
      } else {
        root.ipaddr = ipaddr3;
      }
    })(exports);
  }
});

// src/facts/known.ts
var known = (value) => ({ known: true, value });
var unknown2 = (reason) => ({ known: false, reason });
var mapKnown = (fact, change) => fact.known ? known(change(fact.value)) : fact;
var valuesOf = (fact) => fact.known ? fact.value : [];
var Unparsable = class extends Error {
  constructor(reason) {
    super(reason);
    this.name = "Unparsable";
  }
};

// src/topology/addresses.ts
var import_ipaddr2 = __toESM(require_ipaddr(), 1);

// src/facts/text/values.ts
var import_ipaddr = __toESM(require_ipaddr(), 1);
import { isIPv4, isIPv6 } from "node:net";

// src/facts/text/lines.ts
function wholeLines(text) {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const rest = lines.pop();
  if (rest !== void 0 && rest !== "") throw unparsable("the last line has no line end, so it may be cut", rest);
  return lines;
}
var outputLines = (text, tools) => withoutPrompts(wholeLines(text), tools).filter((line) => line.trim() !== "");
var prompt = /^(?:\(\S+\) ?)?(?:\[?[\w.-]+@[^$#]*)?[$#]\s+\S/;
function withoutPrompts(lines, tools) {
  let hasPrompt = false;
  const start = lines.findIndex((line) => {
    const words = line.split(/[\s/]+/);
    const isPrompt = prompt.test(line) && words.some((word) => tools.includes(word));
    hasPrompt ||= isPrompt;
    return !(isPrompt || line.trim() === "" || hasPrompt && tools.includes(words[0] ?? ""));
  });
  return start === -1 ? [] : lines.slice(start);
}
function withoutEntities(text) {
  if (/[<>"]/.test(text) || !/&(lt|quot);/.test(text)) return text;
  const characters = { lt: "<", gt: ">", quot: '"', amp: "&" };
  return text.replace(/&(lt|gt|quot|amp);/g, (entity, name) => characters[name] ?? entity);
}
var isEllipsis = (line) => /^[([<]?(\.+|…)[)\]>]?$/.test(line.trim());
var notUnderstood = (line) => unparsable(isEllipsis(line) ? "an excerpt: what is not in it may still exist" : "a line is not understood", line);
var unparsable = (reason, line) => new Unparsable(`${reason}: ${JSON.stringify(line.trim().slice(0, 60))}`);

// src/facts/text/values.ts
function macOf(word) {
  return word !== void 0 && /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(word) ? word.toLowerCase() : void 0;
}
function numberOf(word, line) {
  if (word === void 0 || !/^\d{1,10}$/.test(word)) throw notUnderstood(line);
  return Number(word);
}
function addressOf(family, address, prefixLength, line) {
  const isValid = family === "inet" ? isIPv4 : isIPv6;
  const length = numberOf(prefixLength, line);
  if (address === void 0 || !isValid(address) || length > (family === "inet" ? 32 : 128)) throw notUnderstood(line);
  return { family, address, prefixLength: length };
}
function prefixLengthOf(mask, line) {
  if (mask === void 0 || !isIPv4(mask)) throw notUnderstood(line);
  const bits = mask.split(".").map((byte) => Number(byte).toString(2).padStart(8, "0")).join("");
  if (!/^1*0*$/.test(bits)) throw notUnderstood(line);
  return bits.lastIndexOf("1") + 1;
}
function ipv4Prefix(word) {
  if (word === "default") return "0.0.0.0/0";
  const [address = "", length = "32", ...more] = (word ?? "").split("/");
  const isPrefix = isIPv4(address) && /^\d{1,2}$/.test(length) && Number(length) <= 32 && more.length === 0;
  return isPrefix ? `${address}/${length}` : void 0;
}
function subnetOf(address, prefixLength) {
  const cidr = `${address}/${prefixLength}`;
  return `${import_ipaddr.default.IPv4.networkAddressFromCIDR(cidr).toString()}/${prefixLength}`;
}
function wordAfter(words, key) {
  const index = words.indexOf(key);
  return index === -1 ? void 0 : words[index + 1];
}

// src/topology/addresses.ts
var isIpv4 = (text) => import_ipaddr2.default.IPv4.isValidFourPartDecimal(text);
var cidrOf = ({ address, prefixLength }) => `${address}/${prefixLength}`;
var rangeOf = ({ address, prefixLength }) => subnetOf(address, prefixLength);
function isInRange(address, range) {
  if (!isIpv4(address) || !import_ipaddr2.default.IPv4.isValidCIDR(range)) return false;
  return import_ipaddr2.default.IPv4.parse(address).match(import_ipaddr2.default.IPv4.parseCIDR(range));
}
function isRangeIn(inner, outer) {
  return prefixLengthOf2(inner) >= prefixLengthOf2(outer) && isInRange(inner.split("/")[0] ?? "", outer);
}
var prefixLengthOf2 = (range) => Number(range.split("/")[1] ?? 32);
function prefixLengthOfMask(mask) {
  return isIpv4(mask) ? import_ipaddr2.default.IPv4.parse(mask).prefixLengthFromSubnetMask() ?? void 0 : void 0;
}
var ipv4Of = (device) => device.addresses?.filter(({ family }) => family === "inet");
var addressesOn = (device) => (device && ipv4Of(device)) ?? [];
var subnetAddressesOn = (device) => addressesOn(device).filter(({ prefixLength }) => prefixLength < 32);
var untoldAddresses = (namespace, device) => `not every address of ${device} is told: run \`ip netns exec ${namespace} ip addr show\` there and add what it prints`;

// src/facts/result.ts
var longestSpelling = 70;
var alarmExitCode = 142;
function briefly(command) {
  const words = command.argv.join(" ");
  return words.length > longestSpelling ? `${words.slice(0, longestSpelling)}\u2026` : words;
}
function failureOf(command, result) {
  const call = `\`${briefly(command)}\``;
  switch (result.kind) {
    case "tool-missing":
      return `${command.argv[0]} is not installed`;
    case "not-permitted":
      return `${call} is not permitted; run as root`;
    case "timed-out":
      return `${call} gave no answer in ${result.afterMs / 1e3} s`;
    case "aborted":
      return `${call} was interrupted`;
    case "not-recorded":
      if (result.canBeAdded !== true) return `${call} is not recorded`;
      return `not recorded: run \`${command.argv.map(quoted).join(" ")}\` there and add what it prints`;
    case "exited":
      if (result.exitCode === 0) return void 0;
      if (/permission denied|operation not permitted|must be root/i.test(result.stderr)) {
        return `${call} is not permitted; run as root`;
      }
      if (result.exitCode === alarmExitCode) return `${call} gave no answer in time`;
      return `${call} failed with exit code ${result.exitCode}${firstLine(result.stderr)}`;
  }
}
function firstLine(text) {
  const line = text.trim().split("\n")[0] ?? "";
  return line === "" ? "" : `: ${line.slice(0, 200)}`;
}
function parsed(command, result, parse) {
  const failure = failureOf(command, result);
  if (failure !== void 0) return unknown2(failure);
  return parsedText(command, result.kind === "exited" ? result.stdout : "", parse);
}
function parsedText(command, text, parse) {
  try {
    return known(parse(text));
  } catch (error) {
    if (error instanceof Unparsable)
      return unknown2(`\`${briefly(command)}\` printed what can't be read: ${error.message}`);
    throw error;
  }
}
var isNoisy = (text) => /[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/.test(text);
function refuseNoise(text) {
  if (isNoisy(text)) throw new Unparsable("there is noise in it");
}
function jsonLines(text, count) {
  refuseNoise(text);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length !== count) throw new Unparsable(`${lines.length} JSON documents instead of ${count}`);
  return lines.map((line) => {
    try {
      return JSON.parse(line);
    } catch {
      throw new Unparsable(`not JSON: ${line.slice(0, 60)}`);
    }
  });
}

// src/facts/netfilter.ts
function netfilterCommand(namespace) {
  return { argv: within(namespace, "iptables-save") };
}
function readTables(command, result) {
  return parsed(command, result, (text) => {
    refuseNoise(text);
    const tables = /* @__PURE__ */ new Map();
    let open;
    for (const line of text.split("\n").map((each) => each.trimEnd())) {
      if (line.startsWith("*")) {
        if (open !== void 0) throw new Unparsable("cut short");
        open = { policies: /* @__PURE__ */ new Map(), chains: /* @__PURE__ */ new Set(), rules: [] };
        tables.set(line.slice(1), open);
      } else if (line === "COMMIT") open = void 0;
      else if (line.startsWith("-A ")) open?.rules.push(line);
      else if (line.startsWith(":")) {
        const [chain = "", policy = "-"] = line.slice(1).split(" ");
        open?.chains.add(chain);
        if (policy !== "-") open?.policies.set(chain, policy);
      }
    }
    if (open !== void 0) throw new Unparsable("cut short");
    return tables;
  });
}
var rulesOf = (tables) => mapKnown(tables, (all) => [...all.values()].flatMap(({ rules }) => rules));
var readNetfilter = (command, result) => rulesOf(readTables(command, result));
function tableOf(tables, name) {
  if (!tables.known) return tables;
  const table = tables.value.get(name);
  return table === void 0 ? unknown2(`iptables-save printed no table ${name}`) : known(table.rules);
}
var rulesIn = (rules, chain) => rules.filter((rule) => rule.startsWith(`-A ${chain} `));

// src/facts/ip.ts
import { isIP, isIPv4 as isIPv42 } from "node:net";
var batch = ["addr show", "route show table all", "rule show", "netconf show"];
function stackCommand(namespace) {
  const detail = namespace === void 0 ? ["-d"] : [];
  return { argv: ip(namespace, ...detail, "-j", "-batch", "-"), input: `${batch.join("\n")}
` };
}
function readStack(command, result) {
  const failure = failureOf(command, result);
  const documents = failure !== void 0 ? unknown2(failure) : parsedText(command, result.kind === "exited" ? result.stdout : "", (text) => jsonLines(text, batch.length));
  const part = (index, read) => documents.known ? parsedText(command, "", () => read(documents.value[index])) : documents;
  return {
    interfaces: part(0, readInterfaces),
    isComplete: true,
    routes: part(1, readRoutes),
    rules: part(2, readRules),
    isForwarding: part(3, readForwarding),
    arpProxies: part(3, readArpProxies)
  };
}
function check(schema, document, what) {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Unparsable(`${what}: ${issue?.path.join(".")} ${issue?.message}`);
}
var addressSchema = object({
  family: string(),
  local: string().optional(),
  prefixlen: number().optional()
});
var flag = /^(LOOPBACK|BROADCAST|POINTOPOINT|MULTICAST|NOARP|ALLMULTI|PROMISC|MASTER|SLAVE|DEBUG|DYNAMIC|AUTOMEDIA|PORTSEL|NOTRAILERS|UP|LOWER_UP|DORMANT|ECHO|RUNNING|NO-CARRIER|M-DOWN|[0-9a-f]+)$/;
var isLinkAddress = (text) => text === "" || /^[0-9a-f]{2}(?::[0-9a-f]{2})*$/i.test(text) || isIP(text) !== 0;
var linkSchema = array(
  object({
    ifname: string(),
    flags: array(string().regex(flag)),
    address: string().refine(isLinkAddress, "is no address").optional(),
    mtu: number().optional(),
    operstate: string().optional(),
    master: string().optional(),
    link: string().optional(),
    linkinfo: object({ info_kind: string().optional() }).optional(),
    // An interface without addresses has an empty list.
    addr_info: array(addressSchema)
  })
);
function readInterfaces(document) {
  const links = check(linkSchema, document, "interfaces");
  if (links.length === 0) throw new Unparsable("no interfaces at all");
  return links.map((link) => ({
    name: link.ifname,
    isUp: link.flags.includes("UP"),
    hasCarrier: link.flags.includes("LOWER_UP"),
    mac: link.address?.toLowerCase(),
    mtu: link.mtu,
    master: link.master ?? false,
    parent: link.link,
    kind: link.linkinfo?.info_kind,
    state: link.operstate,
    flags: link.flags,
    addresses: link.addr_info.flatMap(readAddress),
    hasEveryAddress: true
  }));
}
function readAddress({ family, local, prefixlen }) {
  if (family !== "inet" && family !== "inet6" || local === void 0 || prefixlen === void 0) return [];
  return [addressOf(family, local, String(prefixlen), `${local}/${prefixlen}`)];
}
var routeSchema = array(
  object({
    type: string().optional(),
    dst: string(),
    gateway: string().optional(),
    via: unknown().optional(),
    dev: string().optional(),
    table: union([string(), number()]).optional(),
    metric: number().optional(),
    pref: string().optional(),
    error: number().optional(),
    flags: array(string()).default([]),
    nexthops: array(object({ gateway: string().optional(), dev: string().optional() })).optional()
  })
);
var routeTypes = /* @__PURE__ */ new Set(["unicast", "local", "broadcast", "blackhole", "unreachable", "prohibit", "throw"]);
var isRouteType = (type) => routeTypes.has(type);
function readRoutes(document) {
  return check(routeSchema, document, "routes").flatMap((route) => {
    const type = route.type ?? "unicast";
    const hop = route.nexthops?.[0];
    const gateway = route.gateway ?? hop?.gateway;
    const isIpv6 = `${route.dst} ${gateway ?? ""}`.includes(":") || route.pref !== void 0 || route.error !== void 0;
    if (isIpv6 || route.dst === "default" && gateway === void 0 && route.dev === void 0) return [];
    const destination = ipv4Prefix(route.dst);
    if (destination === void 0) throw new Unparsable(`no destination: ${route.dst.slice(0, 60)}`);
    if (gateway !== void 0 && !isIPv42(gateway)) throw new Unparsable(`no next hop: ${gateway.slice(0, 60)}`);
    return [
      {
        type: isRouteType(type) ? type : "other",
        destination,
        gateway,
        device: route.dev ?? hop?.dev,
        table: String(route.table ?? "main"),
        metric: route.metric ?? 0,
        isOnlink: route.flags.includes("onlink"),
        isLinkDown: route.flags.includes("linkdown") || route.flags.includes("dead")
      }
    ];
  });
}
var ruleSchema = array(
  looseObject({
    priority: number(),
    src: string().default("all"),
    srclen: number().optional(),
    dst: string().default("all"),
    dstlen: number().optional(),
    table: union([string(), number()]).optional()
  })
);
var plainRuleKeys = /* @__PURE__ */ new Set(["priority", "src", "srclen", "dst", "dstlen", "table", "protocol", "action"]);
function readRules(document) {
  const rules = check(ruleSchema, document, "rules");
  if (rules.length === 0) throw new Unparsable("no rules at all");
  return rules.map((rule) => ({
    priority: rule.priority,
    table: rule.table === void 0 ? void 0 : String(rule.table),
    source: rule.srclen === void 0 ? rule.src : `${rule.src}/${rule.srclen}`,
    destination: rule.dstlen === void 0 ? rule.dst : `${rule.dst}/${rule.dstlen}`,
    hasOtherSelector: Object.keys(rule).some((key) => !plainRuleKeys.has(key))
  }));
}
var netconfSchema = array(
  object({
    family: string(),
    interface: string().optional(),
    forwarding: boolean().optional(),
    proxy_neigh: boolean().optional()
  })
);
function readForwarding(document) {
  const all = check(netconfSchema, document, "netconf").find(
    (entry) => entry.family === "inet" && entry.interface === "all"
  );
  if (all?.forwarding === void 0) throw new Unparsable("netconf does not tell about forwarding");
  return all.forwarding;
}
function readArpProxies(document) {
  const entries = check(netconfSchema, document, "netconf").filter(({ family }) => family === "inet");
  if (!entries.some((entry) => entry.proxy_neigh !== void 0))
    throw new Unparsable("netconf does not tell of proxies");
  return new Set(entries.flatMap((entry) => entry.proxy_neigh === true ? entry.interface ?? [] : []));
}
function unknownStack(reason) {
  const nothing = unknown2(reason);
  return {
    interfaces: nothing,
    isComplete: false,
    routes: nothing,
    rules: nothing,
    isForwarding: nothing,
    arpProxies: nothing
  };
}

export {
  known,
  unknown2 as unknown,
  mapKnown,
  valuesOf,
  Unparsable,
  wholeLines,
  outputLines,
  withoutPrompts,
  withoutEntities,
  isEllipsis,
  notUnderstood,
  unparsable,
  macOf,
  numberOf,
  addressOf,
  prefixLengthOf,
  ipv4Prefix,
  subnetOf,
  wordAfter,
  cidrOf,
  rangeOf,
  isInRange,
  isRangeIn,
  prefixLengthOf2,
  prefixLengthOfMask,
  ipv4Of,
  addressesOn,
  subnetAddressesOn,
  untoldAddresses,
  alarmExitCode,
  failureOf,
  parsed,
  parsedText,
  isNoisy,
  refuseNoise,
  jsonLines,
  netfilterCommand,
  readTables,
  rulesOf,
  readNetfilter,
  tableOf,
  rulesIn,
  stackCommand,
  readStack,
  unknownStack
};
