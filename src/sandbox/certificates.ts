/** Where programs look for the certificates that a user's own network needs, besides the system's. */

/** Variables that name a file or folder of certificates; worth passing into the jail where the user has them set. */
export const certificateVariables: readonly string[] = [
  "AWS_CA_BUNDLE",
  "CARGO_HTTP_CAINFO",
  "CURL_CA_BUNDLE",
  "GIT_SSL_CAINFO",
  "NODE_EXTRA_CA_CERTS",
  "PIP_CERT",
  "REQUESTS_CA_BUNDLE",
  "SSL_CERT_DIR",
  "SSL_CERT_FILE",
];

/** What has to be readable for those of them that are set. */
export function certificatePaths(environment: Readonly<Record<string, string>>): string[] {
  return certificateVariables
    .map((name) => environment[name] ?? "")
    .filter((path) => path.startsWith("/"));
}
