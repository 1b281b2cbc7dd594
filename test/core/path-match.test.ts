import { expect, test } from "vitest";
import { isSecretPath } from "../../src/core/path-match.ts";

const holdKeys =
  ".env .env.local .ENV app/.env.production .envrc .env~ .env.bak prod.env .dev.vars .env.example.local " +
  "id_rsa .ssh/id_ed25519 .ssh/config deploy/server.pem tls/private.key cert.p12 a.pfx release.jks app.keystore k.ppk db.kdbx " +
  ".netrc _netrc .npmrc .pypirc .pgpass .my.cnf .htpasswd .git-credentials .vault-token .aws/credentials .aws/config " +
  "credentials.json .streamlit/secrets.toml secrets.yaml secret.json .cargo/credentials.toml service-account.json serviceAccountKey.json " +
  "local.settings.json kubeconfig .kube/config .docker/config.json config/master.key prod.tfvars terraform.tfstate terraform.tfstate.backup .gnupg/x";

test.each(holdKeys.split(" "))("%s may hold keys", (path) => {
  expect(isSecretPath(path)).toBe(true);
});

const holdNone =
  ".env.example .env.sample env.ts environment.ts id_rsa.pub .ssh/known_hosts .ssh/id_rsa.pub server.pem.example " +
  "credentials.py secrets.ts Credentials.tsx secrets.example.json credentials.sample.json keyboard.js monkey.txt " +
  "src/key .key package.json docker/config.json aws/main.ts config.json main.tf variables.tf README.md .gitignore .foo.key";

test.each(holdNone.split(" "))("%s holds none by its name", (path) => {
  expect(isSecretPath(path)).toBe(false);
});
