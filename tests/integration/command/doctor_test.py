"""`doctor`: what the machine can do, each line with a remedy where something is wrong."""

import json
import pathlib
import subprocess

from harness import DONE, FAILED, CommandTest, main

LOOKED_AT = ["program", "processors", "memory", "instruction set", "HDF5", "floating point", "writing", "scenarios", "Slurm"]


class Doctor(CommandTest):
    def checks(self, code=DONE, **options):
        done = self.millwright("doctor", "--json", **options)
        self.assertEqual(done.returncode, code, done.stdout)
        return {one["what"]: one for one in json.loads(done.stdout)["checks"]}

    def test_everything_is_looked_at(self):
        checks = self.checks()
        self.assertEqual(list(checks), LOOKED_AT)
        text = self.millwright("doctor").stdout
        for what in LOOKED_AT:
            self.assertRegex(text, rf"(?m)^(ok|warning) +{what} +\S")

    def test_the_instruction_set_is_one_that_the_processor_has(self):
        flags = pathlib.Path("/proc/cpuinfo").read_text()
        found = self.checks()["instruction set"]["found"].split(";")[0]
        self.assertIn(found, ("AVX-512", "AVX2", "the compiler's own"))
        if found != "the compiler's own":
            self.assertIn({"AVX-512": "avx512vl", "AVX2": "avx2"}[found], flags)

    def test_what_is_not_well_has_a_remedy(self):
        for one in self.checks().values():
            self.assertEqual(one["status"] == "ok", one["help"] == "", one)

    def test_a_job_with_more_threads_than_processors(self):
        one = self.checks(environment=self.environment(SLURM_CPUS_PER_TASK="4096"))["processors"]
        self.assertEqual(one["status"], "warning")
        self.assertIn("4,096 threads (SLURM_CPUS_PER_TASK=4096)", one["found"])
        self.assertIn("--threads", one["help"])

    def test_fewer_processors_where_the_process_may_use_fewer(self):
        done = subprocess.run(["taskset", "-c", "0", self.binary, "doctor"], capture_output=True, text=True, check=True)
        self.assertRegex(done.stdout, r"ok +processors +1 of \d+ processors? may be used; a run takes 1 thread\n")

    def test_a_folder_that_takes_no_file_stops_a_run(self):
        script = f"mkdir gone && cd gone && rmdir ../gone && {self.binary} doctor"
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, FAILED, done.stdout)
        self.assertRegex(done.stdout, r"error +writing +no files can be made")
        self.assertIn("help: change to a folder of your own", done.stdout)

    def test_little_memory_is_told(self):
        script = f"ulimit -v 480000; {self.binary} doctor"
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertRegex(done.stdout, r"warning +memory ")
        self.assertIn("help: simulate fewer firms", done.stdout)

    def test_a_job_of_slurm_is_named(self):
        self.assertIn("job 4711", self.checks(environment=self.environment(SLURM_JOB_ID="4711"))["Slurm"]["found"])
        self.assertNotIn("\x1b", self.millwright("doctor", environment=self.environment(SLURM_JOB_ID="\x1b[2J")).stdout)


if __name__ == "__main__":
    main()
