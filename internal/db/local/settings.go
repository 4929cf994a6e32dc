//go:build unix

package local

import (
	"maps"
	"slices"
)

// settings are the server's: no TCP, durable, and silent about what is in the rows. An
// error's text and detail quote values, so only what the server says of itself is logged.
func settings(sockets string, more map[string]string) map[string]string {
	all := map[string]string{
		"listen_addresses":        "",
		"unix_socket_directories": sockets,
		"unix_socket_permissions": "0700",
		"port":                    "5432",
		"max_connections":         "100",
		"shared_buffers":          "128MB",
		"fsync":                   "on",
		"full_page_writes":        "on",
		"synchronous_commit":      "on",
		"timezone":                "UTC",
		"log_timezone":            "UTC",
		"logging_collector":       "off",
		"log_min_messages":        "log",
		"log_min_error_statement": "panic",
		"log_error_verbosity":     "terse",
		"log_checkpoints":         "off",

		"max_logical_replication_workers": "0", // nobody subscribes to a private cluster

		// Pages are many small look-ups by key: neither compiling nor sharing a
		// query among processes pays, and an index is as near as a scan.
		"random_page_cost":                "1.1",
		"jit":                             "off",
		"max_parallel_workers_per_gather": "0",

		// Planning the line of a visit costs more than reading it. One plan for all
		// values does, since what is asked does not depend on how common they are.
		"plan_cache_mode": "force_generic_plan",
	}
	maps.Copy(all, more)
	return all
}

// serverArgs is the command line of the postmaster.
func serverArgs(cluster string, all map[string]string) []string {
	args := []string{"-D", cluster}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		args = append(args, "-c", name+"="+all[name])
	}
	return args
}
