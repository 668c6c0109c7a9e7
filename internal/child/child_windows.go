package child

import (
	"os/exec"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Start starts cmd in a job object of its own. The end of cmd's context,
// and a call of kill, end the whole job: the go command, the test binary and
// what that started. What cmd starts before it is in the job is not in it; the
// go command takes far longer than that to start anything. Call kill when cmd
// has been waited for: it also frees the job.
func Start(cmd *exec.Cmd) (kill func(), err error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, err
	}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{}
	info.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
	if _, err := windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info))); err != nil {
		return nil, closeJob(job, err)
	}
	cmd.Cancel = func() error { return windows.TerminateJobObject(job, 1) }
	if err := cmd.Start(); err != nil {
		return nil, closeJob(job, err)
	}
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(cmd.Process.Pid))
	if err == nil {
		err = windows.AssignProcessToJobObject(job, process)
		_ = windows.CloseHandle(process)
	}
	if err != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return nil, closeJob(job, err)
	}
	return func() { _ = windows.CloseHandle(job) }, nil
}

func closeJob(job windows.Handle, err error) error {
	_ = windows.CloseHandle(job)
	return err
}
