import type { RandomStream } from "../../canonical/random.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE62 = `${LETTERS}0123456789`;
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function draw(random: RandomStream, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[random.nextBelow(alphabet.length)]).join("");
}

/** A secret, and a text in which it stands as it does in the world. */
export interface PlantedSecret {
  readonly secret: string;
  readonly text: string;
}

type Maker = (random: RandomStream) => PlantedSecret;

function bare(make: (random: RandomStream) => string): Maker {
  return (random) => {
    const secret = make(random);
    return { secret, text: secret };
  };
}

/** Every kind of secret that is known by its form. They are made here, so that no file holds anything like a key. */
export const SECRET_MAKERS: Readonly<Record<string, Maker>> = {
  openai: bare((random) => `sk-${draw(random, BASE62, 48)}`),
  "openai project": bare(
    (random) => `sk-proj-${draw(random, BASE62, 20)}_${draw(random, BASE62, 20)}-${draw(random, BASE62, 12)}`,
  ),
  anthropic: bare((random) => `sk-ant-api03-${draw(random, BASE62, 40)}-${draw(random, BASE62, 8)}AA`),
  aws: bare((random) => `AKIA${draw(random, UPPER, 16)}`),
  github: bare((random) => `ghp_${draw(random, BASE62, 36)}`),
  "github fine-grained": bare((random) => `github_pat_${draw(random, BASE62, 22)}_${draw(random, BASE62, 59)}`),
  slack: bare((random) => `xoxb-${draw(random, "0123456789", 12)}-${draw(random, BASE62, 24)}`),
  google: bare((random) => `AIza${draw(random, BASE62, 35)}`),
  stripe: bare((random) => `sk_live_${draw(random, BASE62, 24)}`),
  jwt: bare((random) => `eyJ${draw(random, BASE62, 30)}.eyJ${draw(random, BASE62, 60)}.${draw(random, BASE62, 43)}`),
  "random token": bare((random) => draw(random, BASE62, 40)),
  pem: (random) => {
    const secret = draw(random, BASE62, 64);
    return { secret, text: `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----` };
  },
  bearer: (random) => {
    const secret = `${draw(random, LETTERS, 6)}${draw(random, "0123456789", 8)}`;
    return { secret, text: `Authorization: Bearer ${secret}` };
  },
  address: (random) => {
    const secret = draw(random, LETTERS, 10);
    return { secret, text: `postgres://shop:${secret}@db.example/orders` };
  },
  assignment: (random) => {
    const secret = draw(random, LETTERS, 12);
    return { secret, text: `DB_PASSWORD=${secret}` };
  },
  "field of JSON": (random) => {
    const secret = draw(random, LETTERS, 9);
    return { secret, text: JSON.stringify({ user: "ann", client_secret: secret }) };
  },
};
