// Bundles the third-party scripts of the site into kg/pages/static/vendor, with their licence texts beside them.
import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "kg", "pages", "static", "vendor");
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const common = {
  absWorkingDir: here, bundle: true, minify: true, format: "iife", platform: "browser", target: "es2020",
  legalComments: "linked", logLevel: "warning", define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".svg": "dataurl", ".woff": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl", ".eot": "dataurl" },
};
await build({
  ...common, outfile: join(out, "cytoscape.js"),
  stdin: {
    resolveDir: here,
    contents: 'import cytoscape from "cytoscape"; import fcose from "cytoscape-fcose"; cytoscape.use(fcose); window.cytoscape = cytoscape;',
  },
});
await build({
  ...common, outfile: join(out, "sigma.js"),
  stdin: { resolveDir: here, contents: 'import Sigma from "sigma"; import Graph from "graphology"; window.sigma = { Sigma, Graph };' },
});
await build({
  ...common, outfile: join(out, "atlas.js"),
  stdin: {
    resolveDir: here,
    contents: 'import { geoEquirectangular, geoPath } from "d3-geo"; import { feature } from "topojson-client"; import world from "world-atlas/countries-50m.json";' +
      'window.atlas = { geoEquirectangular, geoPath, countries: feature(world, world.objects.countries) };',
  },
});
await build({
  ...common, outfile: join(out, "yasgui.js"),
  stdin: { resolveDir: here, contents: 'import Yasgui from "@zazuko/yasgui"; window.Yasgui = Yasgui.default ?? Yasgui;' },
});
await copyFile(join(here, "node_modules", "@zazuko", "yasgui", "build", "yasgui.min.css"), join(out, "yasgui.css"));
