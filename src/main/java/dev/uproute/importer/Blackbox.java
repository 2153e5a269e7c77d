package dev.uproute.importer;

import dev.uproute.parse.Node;
import dev.uproute.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * blackbox_exporter: how is in the modules of its blackbox.yml, what and how often in the
 * configuration of Prometheus that asks it.
 */
final class Blackbox implements Import {
  private static final Duration USUAL = Duration.ofMinutes(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** What decides only how Prometheus scrapes. */
  private static final List<String> SCRAPING =
      List.of("job_name", "metrics_path", "scheme", "honor_labels", "honor_timestamps");

  @Override
  public String name() {
    return "blackbox";
  }

  @Override
  public boolean recognises(Input input) {
    return input.files().stream()
        .anyMatch(file -> file.has("modules") || file.has("scrape_configs"));
  }

  @Override
  public Imported read(Input input) {
    Imported into = Imported.begin();
    Map<String, BlackboxModule> modules = new HashMap<>();
    for (ImportFile file : input.files()) {
      Section top = new Section("", file.group(), into);
      Section all = top.group("modules");
      for (String name : all == null ? List.<String>of() : all.names()) {
        Section module = all.group(name);
        if (module != null) {
          modules.put(name, BlackboxModule.of(module));
        }
      }
    }
    int jobs = 0;
    for (ImportFile file : input.files()) {
      if (file.has("scrape_configs")) {
        jobs += prometheus(new Section("", file.group(), into), modules, into);
      }
    }
    if (jobs == 0) {
      into.lose(
          input.files().getFirst().location(),
          null,
          "says how, not what: add the prometheus.yml that names the targets");
    }
    return into.inOrder();
  }

  private static int prometheus(Section top, Map<String, BlackboxModule> modules, Imported into) {
    Section global = top.group("global");
    Duration every = global == null ? null : global.duration("scrape_interval");
    FreshIds ids = new FreshIds();
    int jobs = 0;
    for (Section job : top.groups("scrape_configs")) {
      Section params = job.group("params");
      List<String> module = params == null ? List.of() : params.texts("module");
      String name = job.text("job_name");
      if (module.isEmpty() && !"/probe".equals(job.text("metrics_path"))) {
        into.lose(job.location(), "job " + name, "is no job of blackbox_exporter");
        continue;
      }
      jobs++;
      String used = module.isEmpty() ? "http_2xx" : module.getFirst();
      BlackboxModule found = modules.get(used);
      if (found == null) {
        job.lose(
            "params", "there is no module " + used + " in the files; its targets are left out");
        continue;
      }
      targets(job, name, found, every, ids, into);
    }
    return jobs;
  }

  private static void targets(
      Section job,
      String name,
      BlackboxModule module,
      Duration every,
      FreshIds ids,
      Imported into) {
    Duration interval = job.duration("scrape_interval");
    interval = interval != null ? interval : every == null ? USUAL : every;
    Duration timeout = module.timeout() == null ? TIMEOUT : module.timeout();
    timeout = timeout.compareTo(interval) > 0 ? interval : timeout;
    for (Section group : job.groups("static_configs")) {
      Map<String, String> labels = group.map("labels");
      for (Node.Text target : group.items("targets")) {
        Map<String, Object> keys = new LinkedHashMap<>();
        String plain = target.value().replaceFirst("^https?://", "").replaceFirst("/$", "");
        keys.put("id", ids.of(name, plain));
        keys.put("name", target.value());
        keys.put("interval", Durations.text(interval));
        keys.put("timeout", Durations.text(timeout));
        if (!labels.isEmpty()) {
          keys.put("tags", labels);
        }
        module.put(target, keys, group);
        into.services().add(new Imported.Entry(target.location(), keys));
      }
      group.end();
    }
    rest(job);
  }

  private static void rest(Section job) {
    SCRAPING.forEach(job::node);
    job.node("params");
    for (Section rule : job.groups("relabel_configs")) {
      String to = rule.text("target_label");
      boolean usual =
          List.of("__param_target", "instance", "__address__").contains(String.valueOf(to));
      List<String> parts = new ArrayList<>(rule.names());
      parts.forEach(rule::node);
      if (!usual) {
        rule.lose("target_label", "targets are taken as they are listed, with the labels there");
      }
    }
    job.lose("scrape_timeout", "timeout is that of the module");
    for (String key : job.names()) {
      if (key.endsWith("_sd_configs")) {
        job.lose(key, "targets that are discovered are not known here");
      }
    }
    job.end();
  }
}
